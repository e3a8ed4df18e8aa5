/* The week on columns in plain C, written so that the compiler vectorises what can be: draws of a
   block of people at once, then a short loop over those who came. */

#include <math.h>
#include <stdint.h>

enum { BLOCK = 800 };

struct columns {
    const float *rate, *wallet, *taste, *barrier, *quality;
    const int32_t *neighbours;
    float *experience, *expectation, *satisfaction, *heard, *voice;
    int8_t *standing, *failure, *contacts;
};

static inline float clip(float x) { return fminf(fmaxf(x, 0.0f), 1.0f); }
static inline float unit_draw(uint32_t word) { return ((float)(int32_t)(word >> 9) + 0.5f) * 0x1p-23f; }

__attribute__((always_inline)) static inline void philox(uint32_t seed, uint32_t decision, uint32_t who, uint32_t week,
                                                         uint32_t out[4]) {
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
    out[0] = x0, out[1] = x1, out[2] = x2, out[3] = x3;
}

/* exp for |x| below 80: 2^n by its bits, the rest a polynomial; relative error below 3e-7. */
static inline float fast_exp(float x) {
    float scaled = x * 1.44269504f;
    float whole = nearbyintf(scaled);
    float f = (scaled - whole) * 0.69314718f;
    float power = 1.0f + f * (1.0f + f * (0.5f + f * (0.16666667f + f * (0.041666667f + f * 0.0083333333f))));
    union { int32_t i; float f; } two = {((int32_t)whole + 127) << 23};
    return two.f * power;
}

static inline float normal(float u, float v) { return sqrtf(-2.0f * logf(u)) * cosf(6.2831853f * v); }

static inline int poisson(float u, float mean) {
    float chance = expf(-mean), total = chance;
    int k = 0;
    while (total < u && k < 100) {
        k++;
        chance *= mean / (float)k;
        total += chance;
    }
    return k;
}

void meet(struct columns *c, int64_t n, uint32_t seed, uint32_t week) {
    float arrive[BLOCK], talk[BLOCK];
    int16_t came[BLOCK];
    for (int64_t first = 0; first < n; first += BLOCK) {
        int rows = (int)(n - first < BLOCK ? n - first : BLOCK);
        const float *rate = c->rate + first;
        int8_t *standing = c->standing + first, *failure = c->failure + first, *contacts = c->contacts + first;
        for (int i = 0; i < rows; i++) {
            uint32_t word[4];
            philox(seed, 1, (uint32_t)(first + i), week, word);
            arrive[i] = unit_draw(word[0]);
            talk[i] = unit_draw(word[1]);
        }
        int many = 0;
        for (int i = 0; i < rows; i++) {
            contacts[i] = 0;
            came[many] = (int16_t)i;
            many += standing[i] == 1 && arrive[i] + rate[i] * (1.0f + 0.5f * failure[i]) >= 1.0f;
        }
        float quality = c->quality[first / BLOCK];
        for (int k = 0; k < many; k++) {
            int64_t i = first + came[k];
            int visits = poisson(arrive[came[k]], c->rate[i] * (1.0f + 0.5f * c->failure[i]));
            if (visits == 0)
                continue;
            c->contacts[i] = (int8_t)(visits < 100 ? visits : 100);
            uint32_t word[4];
            philox(seed, 2, (uint32_t)i, week, word);
            float met = clip(quality + 0.15f * normal(unit_draw(word[0]), unit_draw(word[1])));
            c->failure[i] = met < 0.45f;
            float experience = c->experience[i] + 0.30f * (met - c->experience[i]);
            float gap = experience - c->expectation[i];
            float verdict = 0.70f + 0.80f * (experience - 0.65f) + 0.50f * (gap < 0 ? 2.25f * gap : gap) + c->taste[i] -
                            0.15f * c->failure[i];
            c->satisfaction[i] += 0.35f * (clip(verdict) - c->satisfaction[i]);
            c->expectation[i] += 0.05f * gap;
            c->experience[i] = experience;
        }
        float *satisfaction = c->satisfaction + first, *voice = c->voice + first;
        for (int i = 0; i < rows; i++) {
            float far = satisfaction[i] - 0.65f;
            float part = standing[i] == 1 ? 0.05f : standing[i] == 2 ? 0.025f : 0.0f;
            float chance = part * (1.0f + fmaxf(2.0f * far, -3.0f * far));
            float advocacy = clip(0.65f + 0.90f * (satisfaction[i] - 0.70f));
            voice[i] = talk[i] < chance ? 2.0f * advocacy - 1.0f : 0.0f;
        }
    }
}

void decide(struct columns *c, int64_t n, uint32_t seed, uint32_t week, double *sums) {
    double customers = 0, total = 0, lapses = 0, joins = 0, spending = 0;
    float words[BLOCK], draw[BLOCK];
    for (int64_t first = 0; first < n; first += BLOCK) {
        int rows = (int)(n - first < BLOCK ? n - first : BLOCK);
        const int32_t *ties = c->neighbours + 6 * first;
        for (int i = 0; i < rows; i++)
            words[i] = c->voice[ties[6 * i]] + c->voice[ties[6 * i + 1]] + c->voice[ties[6 * i + 2]] +
                       c->voice[ties[6 * i + 3]] + c->voice[ties[6 * i + 4]] + c->voice[ties[6 * i + 5]];
        for (int i = 0; i < rows; i++) {
            uint32_t word[4];
            philox(seed, 3, (uint32_t)(first + i), week, word);
            draw[i] = unit_draw(word[0]);
        }
        float *satisfaction = c->satisfaction + first, *heard = c->heard + first, *expectation = c->expectation + first;
        const float *barrier = c->barrier + first, *wallet = c->wallet + first, *rate = c->rate + first;
        int8_t *standing = c->standing + first, *failure = c->failure + first;
        const int8_t *contacts = c->contacts + first;
        float spent = 0, sum = 0;
        int lost = 0, won = 0, count = 0;
        for (int i = 0; i < rows; i++) {
            int is = standing[i] == 1;
            heard[i] = 0.90f * heard[i] + words[i];
            satisfaction[i] = is ? clip(satisfaction[i] + 0.02f * words[i]) : satisfaction[i];
            spent += is ? wallet[i] * (0.40f + 0.60f * contacts[i] / rate[i]) : 0.0f;
            float exponent = is ? -3.0f * (satisfaction[i] - 0.70f) - (barrier[i] - 0.5f) : 0.5f * heard[i];
            float base = is ? 0.003f : standing[i] == 2 ? 0.001f : 0.002f;
            int moves = draw[i] < base * fast_exp(exponent);
            int joined = moves & !is;
            failure[i] = joined ? 0 : failure[i];
            expectation[i] = joined ? clip(0.70f + 0.05f * heard[i]) : expectation[i];
            standing[i] = moves ? (is ? 2 : 1) : standing[i];
            lost += moves & is;
            won += joined;
            count += standing[i] == 1;
            sum += standing[i] == 1 ? satisfaction[i] : 0.0f;
        }
        customers += count, total += sum, lapses += lost, joins += won, spending += spent;
    }
    sums[0] = customers, sums[1] = total, sums[2] = lapses, sums[3] = joins, sums[4] = spending;
}
