/* The week on records in plain C: one record a person, Philox draws addressed by who and when. */

#include <math.h>
#include <stdint.h>

struct person {
    float rate, wallet, taste, barrier, experience, expectation, satisfaction, heard;
    int32_t neighbours[6];
    float voice, contacts;
    int8_t standing, failure;
    int16_t spare;
};

struct draws { float lane[4]; };

static inline float clip(float x) { return fminf(fmaxf(x, 0.0f), 1.0f); }
static inline float unit_draw(uint32_t word) { return ((float)(int32_t)(word >> 9) + 0.5f) * 0x1p-23f; }

__attribute__((always_inline)) static inline struct draws draw4(uint32_t seed, uint32_t decision, uint32_t who,
                                                                uint32_t week) {
    uint32_t x0 = who, x1 = week, x2 = decision, x3 = 0, key0 = seed, key1 = 0;
    for (int round = 0; round < 10; round++) {
        uint64_t product0 = (uint64_t)0xD2511F53u * x0, product1 = (uint64_t)0xCD9E8D57u * x2;
        x0 = (uint32_t)(product1 >> 32) ^ x1 ^ key0;
        x1 = (uint32_t)product1;
        x2 = (uint32_t)(product0 >> 32) ^ x3 ^ key1;
        x3 = (uint32_t)product0;
        key0 += 0x9E3779B9u;
        key1 += 0xBB67AE85u;
    }
    return (struct draws){{unit_draw(x0), unit_draw(x1), unit_draw(x2), unit_draw(x3)}};
}

static inline int poisson(float u, float mean) {
    if (u + mean < 1.0f)
        return 0;
    float chance = expf(-mean), total = chance;
    int k = 0;
    while (total < u && k < 100) {
        k++;
        chance *= mean / (float)k;
        total += chance;
    }
    return k;
}

/* Box and Muller 1958 from two draws. */
static inline float normal(float u, float v) { return sqrtf(-2.0f * logf(u)) * cosf(6.2831853f * v); }

void meet(struct person *people, int64_t n, const float *quality, uint32_t seed, uint32_t week) {
    for (int64_t i = 0; i < n; i++) {
        struct person *p = &people[i];
        struct draws luck = draw4(seed, 1, (uint32_t)i, week);
        int contacts = 0;
        if (p->standing == 1) {
            contacts = poisson(luck.lane[0], p->rate * (1.0f + 0.5f * p->failure));
            if (contacts > 0) {
                struct draws noise = draw4(seed, 2, (uint32_t)i, week);
                float met = clip(quality[i / 800] + 0.15f * normal(noise.lane[0], noise.lane[1]));
                p->failure = met < 0.45f;
                p->experience += 0.30f * (met - p->experience);
                float gap = p->experience - p->expectation;
                float verdict = 0.70f + 0.80f * (p->experience - 0.65f) + 0.50f * (gap < 0 ? 2.25f * gap : gap) +
                                p->taste - 0.15f * p->failure;
                p->satisfaction += 0.35f * (clip(verdict) - p->satisfaction);
                p->expectation += 0.05f * gap;
            }
        }
        p->contacts = (float)contacts;
        p->voice = 0.0f;
        if (p->standing != 0) {
            float far = p->satisfaction - 0.65f;
            float chance = 0.05f * (1.0f + (far > 0 ? 2.0f * far : -3.0f * far));
            if (luck.lane[1] < (p->standing == 2 ? 0.5f * chance : chance))
                p->voice = 2.0f * clip(0.65f + 0.90f * (p->satisfaction - 0.70f)) - 1.0f;
        }
    }
}

void decide(struct person *people, int64_t n, const float *voices, uint32_t seed, uint32_t week, double *sums) {
    double customers = 0, satisfaction = 0, lapses = 0, joins = 0, spending = 0;
    for (int64_t i = 0; i < n; i++) {
        struct person *p = &people[i];
        float words = 0.0f;
        for (int k = 0; k < 6; k++)
            words += voices[p->neighbours[k]];
        p->heard = 0.90f * p->heard + words;
        float draw = draw4(seed, 3, (uint32_t)i, week).lane[0];
        if (p->standing == 1) {
            p->satisfaction = clip(p->satisfaction + 0.02f * words);
            spending += p->wallet * (0.40f + 0.60f * p->contacts / p->rate);
            float exponent = -3.0f * (p->satisfaction - 0.70f) - (p->barrier - 0.5f);
            if (draw < 0.003f * expf(exponent)) {
                p->standing = 2;
                lapses++;
            }
        } else {
            float chance = 0.002f * expf(0.5f * p->heard);
            if (draw < (p->standing == 2 ? 0.5f * chance : chance)) {
                p->standing = 1;
                p->failure = 0;
                p->expectation = clip(0.70f + 0.05f * p->heard);
                joins++;
            }
        }
        if (p->standing == 1) {
            customers++;
            satisfaction += p->satisfaction;
        }
    }
    sums[0] = customers, sums[1] = satisfaction, sums[2] = lapses, sums[3] = joins, sums[4] = spending;
}
