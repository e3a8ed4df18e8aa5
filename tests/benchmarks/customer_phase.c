/* The customer phase of a week in plain C: members come, meet and decide.

   It does what the compiled loops in ripple_sim/model/member_loops.py do, on the same records: the
   structs and constants in customer_records.h are written from the NumPy dtypes when this file is
   compiled, so the layout can't drift.  Single precision, in the same order of operations; no
   fast-math and no fused multiply-add, so the numbers agree. */

#include <math.h>
#include <stdint.h>

#include "customer_records.h"

#define RESTRICT __restrict__

enum { CUSTOMER = 1, LAPSED = 2 };
enum { NO_FAILURE = 0, PUT_RIGHT = 1, NOT_PUT_RIGHT = 2 };

struct span {
    int64_t unit, first, end;
};

struct draws {
    float lane[4];
};

/* ---------------------------------------------------------------- arithmetic */

static inline float smaller(float a, float b) { return a < b ? a : b; }
static inline float larger(float a, float b) { return a > b ? a : b; }
static inline float share(float x) { return smaller(larger(x, 0.0f), 1.0f); }
static inline float above(float x, float threshold) { return larger(x - threshold, 0.0f); }

static inline float toward(float x, float target, float weeks) {
    return x + (target - x) / larger(weeks, 1.0f);
}

/* Whether a draw lies below rate * exp(exponent); exp(x) is at most 1 / (1 - x) for x below 1. */
static inline int befalls(float draw, float rate, float exponent) {
    if (exponent < 0.9f && draw * (1.0f - exponent) > 1.0001f * rate)
        return 0;
    return draw < rate * expf(exponent);
}

/* ---------------------------------------------------------------- luck */

static inline float unit_draw(uint32_t word) {
    return ((float)(int32_t)(word >> 9) + 0.5f) * 0x1p-23f;
}

/* Philox4x32-10: Salmon, Moraes, Dror and Shaw 2011.  Inlined, so that unused lanes cost nothing. */
__attribute__((always_inline)) static inline struct draws
draw4(uint32_t key0, uint32_t key1, uint32_t decision, uint32_t who, uint32_t week) {
    uint32_t x0 = who, x1 = week, x2 = decision, x3 = 0;
    for (int round = 0; round < 10; round++) {
        uint64_t product0 = (uint64_t)0xD2511F53u * x0;
        uint64_t product1 = (uint64_t)0xCD9E8D57u * x2;
        x0 = (uint32_t)(product1 >> 32) ^ x1 ^ key0;
        x1 = (uint32_t)product1;
        x2 = (uint32_t)(product0 >> 32) ^ x3 ^ key1;
        x3 = (uint32_t)product0;
        key0 += 0x9E3779B9u;
        key1 += 0xBB67AE85u;
    }
    return (struct draws){{unit_draw(x0), unit_draw(x1), unit_draw(x2), unit_draw(x3)}};
}

/* The first two draws of a span's addresses, in a loop that vectorises. */
static void draws_of_span(uint32_t key0, uint32_t key1, uint32_t decision,
                          const struct span *span, uint32_t week, float *RESTRICT one,
                          float *RESTRICT two) {
    for (int64_t i = 0; i < span->end - span->first; i++) {
        struct draws luck = draw4(key0, key1, decision, (uint32_t)(span->first + i), week);
        one[i] = luck.lane[0];
        two[i] = luck.lane[1];
    }
}

static inline float polynomial(float x, float a0, float a1, float a2, float a3) {
    return ((a3 * x + a2) * x + a1) * x + a0;
}

/* Wichura 1988, algorithm AS 241, PPND7. */
static inline float normal(float u) {
    float q = u - 0.5f;
    if (fabsf(q) <= 0.425f) {
        float r = 0.180625f - q * q;
        float top = polynomial(r, 3.3871327179f, 50.434271938f, 159.29113202f, 59.109374720f);
        return q * top / polynomial(r, 1.0f, 17.895169469f, 78.757757664f, 67.187563600f);
    }
    float tail = smaller(u, 1.0f - u);
    float r = (float)sqrt(-log((double)tail)) - 1.6f;
    float top = polynomial(r, 1.4234372777f, 2.7568153900f, 1.3067284816f, 0.17023821103f);
    float distance = top / polynomial(r, 1.0f, 0.73700164250f, 0.12021132975f, 0.0f);
    return q > 0.0f ? distance : -distance;
}

static inline int poisson(float u, float mean) {
    double m = mean < 700.0 ? (double)mean : 700.0;
    double goal = u;
    if (goal + m < 1.0)
        return 0;
    double chance = exp(-m);
    double total = chance;
    int k = 0;
    while (total < goal && k < 1000) {
        k++;
        chance *= m / k;
        total += chance;
    }
    return k;
}

/* ---------------------------------------------------------------- rules */

static inline float come(const struct member *customer, const struct parameter *p, float demand) {
    if (customer->standing != CUSTOMER)
        return 0.0f;
    float mean = customer->contacts_per_week * demand;
    if (customer->tenure < 104)
        mean *= 1.0f + p->newcomer_contacts * expf(-(float)customer->tenure * 0.125f);
    if (customer->failure == NOT_PUT_RIGHT)
        mean += p->repeat_contacts;
    return mean;
}

static inline int choose_server(const struct unit *unit, const struct employee *employees,
                                float draw) {
    int seats = unit->frontline_seats;
    int seat = (int)(draw * (float)seats);
    for (int k = 0; k < seats; k++) {
        if (employees[unit->first_frontline + seat].present)
            return unit->first_frontline + seat;
        if (++seat == seats)
            seat = 0;
    }
    return -1;
}

static inline void encounter(struct member *customer, const struct employee *employee,
                             const struct unit *unit, const struct level *lever,
                             const struct parameter *p, float noise, float failure_draw,
                             float recovery_draw) {
    float chance = p->visit_noise * noise;
    float time_quality = share(unit->time_quality * p->time_quality_level);
    float w = p->experience_weight;
    float part = p->personal_contact;
    float warmth = p->warmth_level + part * (employee->warmth - p->warmth_level);
    float competence = p->competence_level + part * (employee->competence - p->competence_level);
    float fairness = p->fairness_level + part * (employee->fairness - p->fairness_level);
    float certainty = share(0.45f * unit->process + 0.30f * competence +
                            0.25f * unit->wait_comfort + chance);
    float control = share(0.40f * unit->wait_comfort + 0.30f * lever->transparency +
                          0.30f * competence + chance);
    float status = share(0.50f * warmth + 0.30f * lever->personalisation +
                         0.20f * time_quality + chance);
    float belonging = share(0.65f * warmth + 0.35f * unit->delivered_values + chance);
    float enjoyment = share(0.60f * warmth + 0.40f * time_quality + chance);
    float fair = share(0.60f * fairness + 0.20f * lever->transparency +
                       0.20f * unit->process + chance);
    customer->certainty += w * (certainty - customer->certainty);
    customer->control += w * (control - customer->control);
    customer->status += w * (status - customer->status);
    customer->belonging += w * (belonging - customer->belonging);
    customer->enjoyment += w * (enjoyment - customer->enjoyment);
    customer->fair += w * (fair - customer->fair);
    float shortfall = p->carried_reference - unit->carried * competence;
    customer->failure = NO_FAILURE;
    if (failure_draw < 0.5f && befalls(failure_draw, p->failure_base * (float)customer->contacts,
                                       p->failure_slope * shortfall))
        customer->failure = recovery_draw < lever->recovery ? PUT_RIGHT : NOT_PUT_RIGHT;
}

static inline void placate(struct member *customer, const struct parameter *p) {
    customer->failure = NOT_PUT_RIGHT;
    customer->certainty -= p->experience_weight * customer->certainty * 0.5f;
    customer->control -= p->experience_weight * customer->control * 0.5f;
}

static inline void judge(struct member *customer, const struct unit *unit,
                         const struct level *lever, const struct parameter *p) {
    const float sixth = (float)(1.0 / 6.0), third = (float)(1.0 / 3.0);
    float quality = sixth * (customer->certainty + customer->control + customer->status +
                             customer->belonging + customer->enjoyment + customer->fair);
    float gap = quality - customer->expectation;
    float size = p->in_tolerance * smaller(fabsf(gap), p->tolerance) +
                 above(fabsf(gap), p->tolerance);
    float valued = gap < 0.0f ? -(1.0f + p->loss_aversion) * size : size;
    valued -= p->hygiene * (above(p->hygiene_floor, customer->certainty) +
                            above(p->hygiene_floor, customer->fair));
    float verdict = p->reference_satisfaction +
                    p->satisfaction_of_level * (quality - p->reference_quality) +
                    p->satisfaction_of_gap * valued +
                    p->image * (unit->rating - p->reference_satisfaction) + customer->taste;
    if (customer->failure == PUT_RIGHT)
        verdict += p->recovery_lift;
    else if (customer->failure == NOT_PUT_RIGHT)
        verdict -= p->failure_drop;
    customer->satisfaction = share(customer->satisfaction +
                                   p->verdict_weight * (share(verdict) - customer->satisfaction));
    float relied = share(0.5f * (customer->fair + customer->certainty));
    float pace = p->trust_contacts;
    if (relied < customer->trust)
        pace = pace / p->falling_faster;
    customer->trust = toward(customer->trust, relied, pace);
    if (customer->failure == NOT_PUT_RIGHT)
        customer->trust = share(customer->trust -
                                p->trust_lost_to_failure * (1.5f - lever->transparency));
    float warmed = share(third * (customer->belonging + customer->status + customer->enjoyment) +
                         p->attachment_of_gap * valued + customer->taste + customer->closeness);
    customer->attachment = toward(customer->attachment, warmed, p->attachment_contacts);
    customer->expectation = toward(customer->expectation, quality,
                                   p->expectation_weeks * customer->contacts_per_week);
}

static inline void remember_promise(struct member *customer, const struct level *lever,
                                    const struct parameter *p) {
    if (lever->promise > customer->expectation)
        customer->expectation = toward(customer->expectation, lever->promise, p->promise_weeks);
}

static inline void advocate(struct member *customer, const struct parameter *p) {
    customer->advocacy =
        share(p->recommend_level +
              p->recommend_of_satisfaction * (customer->satisfaction - p->reference_satisfaction) +
              p->recommend_of_attachment * (customer->attachment - p->reference_quality) +
              p->recommend_of_trust * (customer->trust - p->reference_quality) +
              customer->answering);
    customer->recommend = (int8_t)floorf(10.0f * customer->advocacy + 0.5f);
}

static inline void speak(struct member *customer, const struct parameter *p, float talk_draw) {
    customer->voice = 0.0f;
    if (customer->standing == 0)
        return;
    float chance =
        p->talk_base *
        (1.0f + p->talk_of_anger * above(p->talk_quiet_point, customer->satisfaction) +
         p->talk_of_delight * above(customer->satisfaction, p->talk_quiet_point));
    if (customer->standing == LAPSED)
        chance *= p->lapsed_talk;
    if (talk_draw < share(chance))
        customer->voice = 2.0f * customer->advocacy - 1.0f;
}

static inline float voices_around(const struct member *member, const float *voices) {
    float around = 0.0f;
    for (int k = 0; k < NEIGHBOURS; k++)
        if (member->neighbours[k] >= 0)
            around += voices[member->neighbours[k]];
    return around;
}

static inline void hear(struct member *customer, float voices, const struct parameter *p) {
    customer->heard = (1.0f - 1.0f / p->hearing_weeks) * customer->heard + voices;
    if (customer->standing == CUSTOMER) {
        customer->satisfaction = share(customer->satisfaction + p->word_to_satisfaction * voices);
        customer->expectation = share(customer->expectation + p->word_to_expectation * voices);
    }
}

static inline void allot(struct member *customer, const struct level *lever,
                         const struct parameter *p) {
    float target =
        p->wallet_level +
        p->wallet_of_satisfaction * (customer->satisfaction - p->reference_satisfaction) +
        p->wallet_of_attachment * (customer->attachment - p->reference_quality) +
        p->wallet_of_personalisation * (lever->personalisation - 0.3f) +
        p->wallet_of_barrier * (customer->barrier - 0.5f) -
        p->wallet_of_competitor * lever->competitor;
    customer->share_of_wallet =
        larger(toward(customer->share_of_wallet, share(target), p->wallet_weeks), 0.02f);
}

static inline void spend(struct member *customer, const struct parameter *p, float met,
                         float warmth, float focus) {
    float sold = 1.0f + p->personal_contact * (p->sales_of_warmth * (warmth - p->warmth_level) +
                                               p->sales_of_pushing * (0.5f - focus));
    float by_contact = (float)customer->contacts / larger(customer->contacts_per_week, 1e-4f) *
                       larger(sold, 0.0f) * met;
    customer->spent = customer->wallet * customer->share_of_wallet *
                      (p->recurring_share + (1.0f - p->recurring_share) * by_contact);
}

static inline void stay_or_lapse(struct member *customer, const struct level *lever,
                                 const struct parameter *p, float lapse_draw) {
    float exponent = (p->lapse_offset -
                   p->lapse_of_satisfaction * (customer->satisfaction - p->reference_satisfaction) -
                   p->lapse_of_attachment * (customer->attachment - p->reference_quality) -
                   p->lapse_of_trust * (customer->trust - p->reference_quality) +
                   p->lapse_below_threshold * above(p->breaking_point, customer->satisfaction) -
                   p->lapse_of_barrier * (customer->barrier - 0.5f) +
                   p->lapse_of_competitor * lever->competitor);
    customer->tenure += 1;
    if (befalls(lapse_draw, p->churn_per_year / p->weeks_per_year, exponent)) {
        customer->standing = LAPSED;
        customer->tenure = 0;
        customer->share_of_wallet = 0.0f;
    }
}

static inline void join_or_wait(struct member *customer, const struct unit *unit,
                                const struct level *lever, const struct parameter *p,
                                float join_draw) {
    float exponent = (p->join_offset +
                   p->join_of_rating * (unit->rating - p->reference_satisfaction) +
                   p->join_of_push * (lever->acquisition - 0.2f) +
                   p->join_of_promise * (lever->promise - p->reference_quality) -
                   p->join_of_competitor * lever->competitor);
    float rate = p->winning_per_year / p->weeks_per_year;
    float word = p->join_of_word * customer->heard;
    float added = (word > 0.0f ? word : 0.0f) / p->weeks_per_year;
    if (customer->standing == LAPSED) {
        rate *= p->win_back;
        added *= p->win_back;
    }
    rate *= 1.0f - share(-word);
    customer->tenure += 1;
    if (befalls(join_draw - added, rate, exponent)) {
        customer->standing = CUSTOMER;
        customer->tenure = 0;
        customer->failure = NO_FAILURE;
        customer->expectation = share(0.5f * (lever->promise + customer->expectation) +
                                      p->word_to_expectation * customer->heard);
        customer->share_of_wallet = p->starting_wallet_share;
    }
}

/* ---------------------------------------------------------------- loops */

void members_come(struct member *RESTRICT members, const struct unit *RESTRICT units,
                  const struct span *RESTRICT spans, int64_t first, int64_t last,
                  const struct parameter *RESTRICT p, uint32_t key0, uint32_t key1,
                  uint32_t week) {
    for (int64_t c = first; c < last; c++) {
        const struct unit *unit = &units[spans[c].unit];
        float visits[MOST_IN_SPAN], spare[MOST_IN_SPAN];
        draws_of_span(key0, key1, ARRIVE, &spans[c], week, visits, spare);
        for (int64_t i = spans[c].first; i < spans[c].end; i++) {
            struct member *member = &members[i];
            float mean = come(member, p, unit->demand);
            int contacts = 0;
            if (mean > 0.0f) {
                contacts = poisson(visits[i - spans[c].first], mean);
                contacts = contacts < MOST_CONTACTS ? contacts : MOST_CONTACTS;
            }
            member->contacts = (uint8_t)contacts;
        }
    }
}

void members_meet(struct member *RESTRICT members, const struct employee *RESTRICT employees,
                  const struct unit *RESTRICT units, const struct level *RESTRICT levers,
                  const struct span *RESTRICT spans, int64_t first, int64_t last,
                  const struct parameter *RESTRICT p, uint32_t key0, uint32_t key1,
                  uint32_t week) {
    for (int64_t c = first; c < last; c++) {
        const struct unit *unit = &units[spans[c].unit];
        const struct level *lever = &levers[spans[c].unit];
        float talks[MOST_IN_SPAN], spare[MOST_IN_SPAN];
        draws_of_span(key0, key1, WORD, &spans[c], week, talks, spare);
        for (int64_t i = spans[c].first; i < spans[c].end; i++) {
            struct member *member = &members[i];
            member->server = -1;
            if (member->contacts > 0) {
                struct draws luck = draw4(key0, key1, ENCOUNTER, (uint32_t)i, week);
                int seat = choose_server(unit, employees, luck.lane[0]);
                if (unit->giving_up > 0.0f) {
                    float gives_up = draw4(key0, key1, ARRIVE, (uint32_t)i, week).lane[1];
                    if (gives_up < unit->giving_up)
                        seat = -1;
                }
                member->server = seat;
                if (seat >= 0)
                    encounter(member, &employees[seat], unit, lever, p, normal(luck.lane[1]),
                              luck.lane[2], luck.lane[3]);
                else
                    placate(member, p);
                judge(member, unit, lever, p);
            }
            if (member->standing == CUSTOMER) {
                remember_promise(member, lever, p);
                advocate(member, p);
            }
            speak(member, p, talks[i - spans[c].first]);
        }
    }
}

void members_decide(struct member *RESTRICT members, const float *RESTRICT voices,
                    const struct employee *RESTRICT employees,
                    const struct team *RESTRICT teams, const struct unit *RESTRICT units,
                    const struct level *RESTRICT levers, const struct span *RESTRICT spans,
                    int64_t first, int64_t last, const struct parameter *RESTRICT p,
                    uint32_t key0, uint32_t key1, uint32_t week) {
    for (int64_t c = first; c < last; c++) {
        const struct unit *unit = &units[spans[c].unit];
        const struct level *lever = &levers[spans[c].unit];
        float leaves[MOST_IN_SPAN], joins[MOST_IN_SPAN];
        draws_of_span(key0, key1, LOYALTY, &spans[c], week, leaves, joins);
        for (int64_t i = spans[c].first; i < spans[c].end; i++) {
            struct member *member = &members[i];
            hear(member, voices_around(member, voices), p);
            member->spent = 0.0f;
            if (member->standing == CUSTOMER) {
                float met = 0.0f, warmth = p->warmth_level, focus = 0.5f;
                allot(member, lever, p);
                if (member->server >= 0) {
                    const struct employee *server = &employees[member->server];
                    met = 1.0f;
                    warmth = server->warmth;
                    focus = teams[server->team].customer_focus;
                }
                spend(member, p, met, warmth, focus);
                stay_or_lapse(member, lever, p, leaves[i - spans[c].first]);
            } else {
                join_or_wait(member, unit, lever, p, joins[i - spans[c].first]);
            }
        }
    }
}
