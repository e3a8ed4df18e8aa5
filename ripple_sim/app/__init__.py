"""The browser: a page that opens offline, and acts on a running company.

How it is built
---------------
``server/`` serves it: own Starlette application, guards, limits, errors. ``session/`` is what one
visitor does, without a browser: a company beside its untouched twin, plans, studies. ``shell/``
stands around every page. ``pages/`` draws, ``components/`` are the parts it draws with, ``words/``
is everything that is said. ``browser_files.toml`` pins third-party files.

How to add a page
-----------------
Make a module or a folder in ``pages/`` that declares it; nothing else needs to know::

    from ripple_sim.app.pages.registry import Door, Page
    from ripple_sim.wording import mark

    PAGE = Page(path="mirror", label=mark("Mirror"), icon="compare", order=30, component=Mirror)

Orders: Home 0, Watch 10, What if 20, Mirror 30, Evidence 40, Learn 50. ``icon`` is one of the
Material Design Icons 4.9. Home invites to a page with ``door=Door(mark(title), mark(sentence))``.

The same file draws it, above the declaration::

    @solara.component
    def Mirror() -> None:
        visit, words = use_visit(), use_words()  # from shell.visiting
        with html.within("div", class_="r-page"):
            html.element("h1", words.say("What staff see and what customers see"))
            with html.within("section", class_="r-card", aria_label=words.say("By unit")):
                EChart(words, option, label="...", values=[...])
                Table(caption, heads, rows)

- What is worked out belongs into ``session/`` as plain Python with its own tests; the page draws.
- ``visit`` holds ``base`` (the scenario), ``company`` and ``twin``, ``moves``, ``plans``, ``jobs``.
  ``use_visit()`` draws a component anew after every change of the visit; a component that
  needn't follow the weeks uses ``current_visit()``. Never keep state in a module: it would be
  everybody's. ``solara.use_reactive`` holds what is the page's own.
- Long work: ``visit.jobs.start(name, function, *given, when_changed=visit.tell)`` with a function
  from ``session/studies.py``; ``visit.jobs[name]`` tells how far it is.
- Texts: ``words.say("A sentence with {field}.", field=...)``, whole sentences only;
  ``words.count(one, many, number)``; numbers and money by ``words.number``, ``words.money``,
  ``words.figures``. Texts said later are marked with ``mark``. ``make texts`` renews the catalogue.
- Components: ``html`` (elements, buttons, cards), ``chart.EChart``, ``chart.PicturedChart`` and
  ``chart.over_weeks``, ``row_charts.MeansChart``, ``cards.Tiles``, ``cards.Table`` and
  ``cards.Pictured``, ``form.Fields`` (sliders from parameters' metadata), ``form.Choices`` and
  ``form.FilePick``, ``pictures.NetworkPicture``, ``progress.Bar`` and ``progress.use_job``.
- A ``.vue`` file must have no method called like one of its events (``event_go`` takes the name
  ``go``), ``data()`` can't read what Python sends yet, and only ``module.exports`` of the script
  is kept.
- Looks: classes ``r-card``, ``r-grid``, ``r-beside``, ``r-stack``, ``r-row``, ``r-quiet``,
  ``r-notice`` and the colours at the top of ``assets/custom.css``. Every picture has a table that
  says the same; no meaning by colour alone; everything works by keyboard.
- Ways: ``use_way()`` of ``shell.ways`` returns ``go("/watch?week=30")``, and ``address(path)`` what
  stands in a link; ``router.push`` alone loses the path below which a proxy shows the page.
- Addresses: what a visitor would share stands in ``solara.use_router().search``; check and clamp
  what comes in.
- Tests: ``tests/app/conftest.py`` gives ``page_at(path)``: a page fails on a console error or a
  request that leaves this machine, and ``assert_accessible(page)``.
"""
