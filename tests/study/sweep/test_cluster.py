"""A study on a real Dask cluster of this machine."""

import numpy as np
import pytest

from ripple_sim.scenario.problems import RippleError
from ripple_sim.study.sweep import workers as places
from ripple_sim.study.sweep.specification import read_specification
from ripple_sim.study.sweep.sweep import sweep

distributed = pytest.importorskip("distributed")


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_a_cluster_gives_the_same_bits_by_address_and_by_client(spec, tmp_path):
    study = read_specification(spec())
    with distributed.LocalCluster(n_workers=1, threads_per_worker=2, processes=True, dashboard_address=None) as cluster:
        by_address = sweep(study, tmp_path / "study", dask=cluster.scheduler_address)
        with distributed.Client(cluster) as client:
            by_client = sweep(study, dask=client)
            assert client.status == "running"  # a client of the user's stays connected
    here = sweep(study)
    np.testing.assert_array_equal(by_address.values, here.values)
    np.testing.assert_array_equal(by_client.values, here.values)
    assert here.failed == 0


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_scheduler_that_does_not_answer_is_one_sentence(spec, monkeypatch):
    monkeypatch.setattr(places, "_PATIENCE", "0.2s")
    with pytest.raises(RippleError, match=r"no Dask scheduler answers at tcp://127.0.0.1:9"):
        sweep(spec(), dask="tcp://127.0.0.1:9")
