export const id = 9720;
export const ids = [9720];
export const modules = {

/***/ 2561:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  p: () => (/* binding */ meanLengths),
  e: () => (/* binding */ simulateDeployment)
});

// EXTERNAL MODULE: ./build/lib/simulate/loads.js + 1 modules
var loads = __webpack_require__(1286);
// EXTERNAL MODULE: ./build/lib/simulate/simulate.js + 4 modules
var simulate = __webpack_require__(2413);
// EXTERNAL MODULE: ./build/lib/simulate/step-times.js
var step_times = __webpack_require__(6970);
;// CONCATENATED MODULE: ./build/lib/simulate/anchor.js



const ROUNDS = 8;
/** Ten rounds of a closed loop, as benchmarks run, or as many as are worth the wait. */
const MOST_REQUESTS = 3000;
/** Scales that agree with the expectation this well are good enough: bands are tens of times wider. */
const CLOSE = 0.002;
/** No step is believed to be further than this from what the operators say. */
const LIMIT = 5;
/**
 * Scales of prompt and answer steps at which a closed loop has the expected mean TTFT and TPOT. They pull at each other
 * (prompts delay answers in mixed steps), so a few rounds of correction by part steps are taken and the best is kept.
 */
function anchor_anchor(system, load, expected, rounds = ROUNDS) {
    let scale = step_times/* UNSCALED */.aM;
    let best = scale;
    let least = Infinity;
    const parts = equalParts(system.at(), load.concurrency);
    const concurrency = load.concurrency / parts;
    const requests = Math.max(60, Math.min(MOST_REQUESTS, 10 * concurrency));
    const closed = (0,loads/* closedLoad */.f)(concurrency, { requests, isl: load.isl, osl: load.osl });
    for (let round = 0; round < rounds; round++) {
        const { ttftMs, tpotMs } = (0,simulate/* simulate */.JV)(partOf(system.at(scale), parts), closed, {}, (0,simulate/* warmupOf */.KM)(closed));
        const prefill = expected.ttftMs / ttftMs.mean;
        const decode = load.osl > 1 ? expected.tpotMs / tpotMs.mean : 1;
        const off = Math.max(Math.abs(Math.log(prefill)), Math.abs(Math.log(decode)));
        if (off < least)
            [best, least] = [scale, off];
        if (off < CLOSE)
            break;
        const wanted = scale.prefill * prefill ** 0.7;
        scale = {
            prefill: bounded(wanted),
            decode: bounded(scale.decode * decode ** 0.7),
            // what no believable prefill explains is the host's: the fixed cost of a request is a mean over many deployments
            requestMs: scale.requestMs + (bounded(wanted) === wanted ? 0 : 0.7 * (expected.ttftMs - ttftMs.mean)),
        };
    }
    return best;
}
/**
 * Into how many equal parts a system and its closed load fall: equal workers that share a load evenly behave like one of
 * them with its share, and the fewer requests are simulated the sooner the answer is there.
 */
function equalParts(system, concurrency) {
    return system.mode === "agg"
        ? gcd(system.pool.workers, concurrency)
        : gcd(gcd(system.prefill.workers, system.decode.workers), concurrency);
}
/** One of `parts` equal parts of a system. */
function partOf(system, parts) {
    const share = (pool) => ({ ...pool, workers: pool.workers / parts });
    return system.mode === "agg"
        ? { ...system, pool: share(system.pool) }
        : { ...system, prefill: share(system.prefill), decode: share(system.decode) };
}
function gcd(a, b) {
    return b === 0 ? a : gcd(b, a % b);
}
function bounded(value) {
    return Math.min(LIMIT, Math.max(1 / LIMIT, value));
}

// EXTERNAL MODULE: ./build/lib/domain/deployment.js
var domain_deployment = __webpack_require__(6518);
// EXTERNAL MODULE: ./build/lib/perf/disagg.js
var disagg = __webpack_require__(5929);
;// CONCATENATED MODULE: ./build/lib/simulate/expectation.js


/**
 * Mean figures of a profile for `concurrency` requests in flight over all replicas of a deployment, spread evenly. Requests
 * beyond the batch limits or the cache are not in flight, so the figures are those of the admitted ones.
 */
function expectationOf(system, deployment, lengths, concurrency, profile) {
    const { replicas } = deployment;
    const { agg, prefill, decode } = system.workers;
    if (agg !== undefined) {
        const { dp, pp } = agg.model.parallelism;
        const lanes = replicas * (0,domain_deployment/* poolOf */.e9)(deployment, "agg").workers * dp * pp;
        const admitted = (0,domain_deployment/* poolOf */.e9)(deployment, "agg").settings.maxBatchSize ?? Infinity;
        const batch = fitting(Math.min(admitted, Math.round(concurrency / lanes)), (size) => agg.model.memory("agg", size, lengths, lengths.isl).verdict === "fits");
        const point = agg.model.agg(batch, lengths.isl, lengths);
        const raw = { ...point, requestsPerSec: point.seqPerSec };
        return { concurrency: batch * lanes, figures: profile.agg({ worker: agg, lengths, point }, raw) };
    }
    if (prefill === undefined || decode === undefined)
        throw new Error("a system without workers");
    const pools = { prefill: (0,domain_deployment/* poolOf */.e9)(deployment, "prefill"), decode: (0,domain_deployment/* poolOf */.e9)(deployment, "decode") };
    const lanes = replicas * pools.decode.workers * decode.model.parallelism.dp;
    const admitted = pools.decode.settings.maxBatchSize ?? Infinity;
    const batch = fitting(Math.min(admitted, Math.round(concurrency / lanes)), (size) => decode.model.memory("generation", size, lengths).verdict === "fits");
    const front = (0,disagg/* prefillRow */.PF)(prefill.model, 1, lengths);
    const back = (0,disagg/* decodeRow */.X5)(decode.model, batch, lengths, deployment.speculation);
    const figures = (0,disagg/* composeDisagg */.gO)({ ...front, workers: pools.prefill.workers, gpus: prefill.model.gpus }, { ...back, workers: pools.decode.workers, gpus: decode.model.gpus }, lengths);
    return {
        concurrency: batch * lanes,
        figures: profile.disagg({
            prefill: { ...prefill, workers: pools.prefill.workers, point: front.point },
            decode: { ...decode, workers: pools.decode.workers, point: back.point },
            lengths,
        }, { ...figures, requestsPerSec: figures.seqPerSec }),
    };
}
/** The largest batch up to `wanted` that fits, at least 1. */
function fitting(wanted, fits) {
    let low = 1;
    let high = Math.max(1, wanted);
    if (!Number.isFinite(high))
        high = 4096;
    while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        if (fits(middle))
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

;// CONCATENATED MODULE: ./build/lib/simulate/deployment-run.js




/**
 * Simulates a load on a deployment. Under a correcting profile step times are scaled until a closed loop with as many
 * requests in flight has the profile's mean TTFT and TPOT: the mean comes from measurements, the spread from the scheduler.
 */
function simulateDeployment(system, deployment, lengths, load, sla, profile, { warmup, anchorRounds } = {}) {
    const raw = () => (0,simulate/* simulate */.JV)(system.at(), load, sla, warmup);
    if (profile.identity)
        return { result: raw(), scale: step_times/* UNSCALED */.aM };
    const inFlight = load.kind === "closed" ? load.concurrency : Math.max(1, Math.round(raw().meanInFlight));
    const { concurrency, figures } = expectationOf(system, deployment, lengths, inFlight, profile);
    const scale = anchor_anchor(system, { concurrency, isl: lengths.isl, osl: lengths.osl }, figures, anchorRounds);
    return { result: (0,simulate/* simulate */.JV)(system.at(scale), load, sla, warmup), scale, expected: figures };
}
/** Mean lengths of a load, for a profile that knows requests of one length. */
function meanLengths(load, prefix) {
    const mean = (of) => Math.max(1, Math.round(load.requests.reduce((sum, request) => sum + of(request), 0) / load.requests.length));
    const isl = mean((request) => request.isl);
    return { isl, osl: mean((request) => request.osl), prefix: Math.min(prefix, isl - 1) };
}


/***/ }),

/***/ 1286:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  f: () => (/* binding */ closedLoad),
  o: () => (/* binding */ poissonLoad)
});

;// CONCATENATED MODULE: ./build/lib/simulate/random.js
/** Uniform numbers in [0, 1) from a 32-bit seed (mulberry32): the same seed gives the same run everywhere. */
function seededRandom(seed) {
    let state = seed >>> 0;
    return () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    };
}
/** One waiting time of a Poisson process with `ratePerMs` arrivals a millisecond. */
function exponential(random, ratePerMs) {
    return -Math.log(1 - random()) / ratePerMs;
}

;// CONCATENATED MODULE: ./build/lib/simulate/loads.js

/** `concurrency` requests always in flight, as benchmarks run. */
function closedLoad(concurrency, { requests, isl, osl }) {
    return { kind: "closed", concurrency, requests: Array.from({ length: requests }, () => ({ isl, osl })) };
}
/** Independent arrivals at `ratePerSec` on average. The same seed gives the same arrivals. */
function poissonLoad(ratePerSec, seed, { requests, isl, osl }) {
    const random = seededRandom(seed);
    let arrivalMs = 0;
    const list = [];
    for (let i = 0; i < requests; i++) {
        arrivalMs += exponential(random, ratePerSec / 1000);
        list.push({ arrivalMs, isl, osl });
    }
    return { kind: "open", requests: list };
}


/***/ }),

/***/ 1096:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  M: () => (/* binding */ NO_HOST_COSTS),
  k: () => (/* binding */ openSystem)
});

// EXTERNAL MODULE: ./build/lib/domain/deployment.js
var domain_deployment = __webpack_require__(6518);
// EXTERNAL MODULE: ./build/lib/domain/errors.js
var errors = __webpack_require__(6586);
;// CONCATENATED MODULE: ./build/lib/simulate/engine-policy.js
const GIB = 2 ** 30;
/**
 * What an engine does when nothing is said.
 *
 * TensorRT-LLM (LLM API reference; "Paged Attention, IFB, and Request Scheduling" and "Useful Runtime Options" in its
 * documentation): `max_batch_size` 2048 and `max_num_tokens` 8192 per rank, `enable_chunked_prefill` off, prompts and answers
 * in one step, capacity policy `GUARANTEED_NO_EVICT`: a request starts when its whole length fits.
 *
 * vLLM V1 (`EngineArgs.get_batch_defaults`, "Optimization and Tuning" in its documentation): an API server takes
 * `max_num_seqs` 1024 and `max_num_batched_tokens` 8192 on GPUs of 70 GiB and more, 256 and 2048 on smaller ones and on A100; chunked
 * prefill is always on and answers come first in the budget; a prompt starts when its own blocks are free, and the youngest
 * request is preempted and computed anew when the cache is full.
 *
 * SGLang (`ServerArgs`, "Server Arguments" and "Hyperparameter Tuning" in its documentation): `chunked_prefill_size` 16384 on
 * GPUs of 160 GiB and more, 8192 from 60 GiB, 4096 from 35 GiB, 2048 below, divided among the ranks of attention data parallelism; prompts go
 * first in steps of their own (`--enable-mixed-chunk` is off); at least 2048 running requests. It admits by an estimate of
 * what running answers still need, which starts at 0.7 of it and decays to 0.7 · 0.14 while nothing had to be retracted; the
 * steady value is taken.
 */
function defaultsOf(backend, { system, gpuBytes, ranks }) {
    const whole = { chunkedPrefill: false, mixed: true, kvReserve: 1 };
    switch (backend) {
        case "trtllm":
            return { maxBatch: 2048, tokenBudget: 8192, ...whole };
        case "vllm":
            return gpuBytes >= 70 * GIB && !system.includes("a100")
                ? { maxBatch: 1024, tokenBudget: 8192, chunkedPrefill: true, mixed: true, kvReserve: 0 }
                : { maxBatch: 256, tokenBudget: 2048, chunkedPrefill: true, mixed: true, kvReserve: 0 };
        case "sglang": {
            const chunk = gpuBytes >= 160 * GIB ? 16_384 : gpuBytes >= 60 * GIB ? 8192 : gpuBytes >= 35 * GIB ? 4096 : 2048;
            const tokenBudget = Math.max(1, Math.floor(chunk / ranks));
            return { maxBatch: 2048, tokenBudget, chunkedPrefill: true, mixed: false, kvReserve: 0.7 * 0.14 };
        }
    }
}
/** The token budget of one rank's step. */
function tokenBudgetOf(backend, settings, site) {
    return settings.maxNumTokens ?? defaultsOf(backend, site).tokenBudget;
}
/** How an engine schedules: written limits, else its own defaults. */
function enginePolicy(question) {
    const { backend, settings, ranks } = question;
    const own = defaultsOf(backend, question);
    return {
        maxBatch: (settings.maxBatchSize ?? own.maxBatch) * ranks,
        tokenBudget: (settings.maxNumTokens ?? own.tokenBudget) * ranks,
        chunkedPrefill: settings.chunkedPrefill ?? own.chunkedPrefill,
        mixed: own.mixed,
        kvTokens: question.kvTokensPerRank * ranks,
        kvReserve: own.kvReserve,
        stepOverheadMs: question.stepOverheadMs,
        requestOverheadMs: question.requestOverheadMs,
        tokensPerStep: question.tokensPerStep,
    };
}

;// CONCATENATED MODULE: ./build/lib/simulate/kv-transfer.js
/**
 * Milliseconds to move the key-value cache of a prompt from a prefill to a decode worker: every rank of the prefill
 * worker sends its own part over its own link between nodes, after one latency. Nothing is hidden behind compute.
 */
function kvTransferMs(bytesPerRank, node) {
    return 1000 * (node.p2pLatencyS + bytesPerRank / node.interNodeBw);
}
/** {@link kvTransferMs} of a worker's own cache by prompt length, remembered. */
function transferOf(prefill, node) {
    const known = new Map();
    return (isl) => {
        let ms = known.get(isl);
        if (ms === undefined) {
            const { use } = prefill.memory("context", 1, { isl, osl: 1, prefix: 0 });
            known.set(isl, (ms = kvTransferMs(use.kvCache, node)));
        }
        return ms;
    };
}

// EXTERNAL MODULE: ./build/lib/simulate/step-times.js
var step_times = __webpack_require__(6970);
;// CONCATENATED MODULE: ./build/lib/simulate/open-system.js





const NO_HOST_COSTS = { requestMs: 0, stepMs: 0 };
/**
 * Prices the workers of a deployment for the simulator. Pipeline stages work on different batches at a time, so a worker
 * of `pp` stages counts as `pp` that share its cache. Throws `UserError` for impossible sizes and missing data.
 */
async function openSystem(predictor, deployment, options) {
    const open = async (role) => {
        const pool = (0,domain_deployment/* poolOf */.e9)(deployment, role);
        if (pool === undefined)
            throw new errors/* UserError */.y("input", `a ${deployment.mode} deployment needs a ${role} pool; none was found`);
        const context = contextOf(deployment, pool, options);
        const [model] = await predictor.workers(context, [pool.parallelism], { role, purpose: "estimate" });
        if (model === undefined)
            throw new Error("the predictor returned no worker");
        if (model instanceof errors/* UserError */.y)
            throw model;
        if (model instanceof Error)
            throw new errors/* UserError */.y("usage", model.message, { cause: model });
        const { system } = await predictor.facts(context);
        return {
            pool,
            model,
            context,
            gpuBytes: system.gpu.memCapacity,
            parts: (0,step_times/* stepParts */.RT)(model, options.prefix),
        };
    };
    if (deployment.mode === "agg") {
        const agg = await open("agg");
        return {
            workers: { agg },
            at: (scale = step_times/* UNSCALED */.aM) => ({ mode: "agg", pool: simulated(deployment, agg, options, scale) }),
        };
    }
    const [prefill, decode] = [await open("prefill"), await open("decode")];
    const { system } = await predictor.facts(prefill.context);
    const transferMs = transferOf(prefill.model, system.node);
    return {
        workers: { prefill, decode },
        at: (scale = step_times/* UNSCALED */.aM) => ({
            mode: "disagg",
            prefill: simulated(deployment, prefill, options, scale),
            // the fixed cost of a request is paid once, where it arrives
            decode: simulated(deployment, decode, { ...options, host: { requestMs: 0, stepMs: options.host?.stepMs ?? 0 } }, scale),
            transferMs,
        }),
    };
}
function contextOf(deployment, pool, options) {
    const { memFraction, maxSeqLen, maxNumTokens } = pool.settings;
    return {
        model: deployment.model,
        system: pool.system,
        backend: deployment.backend,
        backendVersion: deployment.backendVersion,
        quant: deployment.quant,
        ...(options.databaseMode === undefined ? {} : { databaseMode: options.databaseMode }),
        ...(deployment.speculation === undefined ? {} : { speculation: deployment.speculation }),
        ...(memFraction === undefined ? {} : { memFraction }),
        ...(maxSeqLen === undefined ? {} : { maxSeqLen }),
        ...(maxNumTokens === undefined || pool.role !== "agg" ? {} : { maxNumTokens }),
    };
}
function simulated(deployment, { pool, model, gpuBytes, parts }, { host = NO_HOST_COSTS }, scale) {
    const { dp, pp } = model.parallelism;
    const site = { system: pool.system, gpuBytes, ranks: dp };
    const kvTokens = model.kvCapacityTokens(tokenBudgetOf(deployment.backend, pool.settings, site));
    if (kvTokens === 0)
        throw new errors/* UserError */.y("kv-memory", `the ${pool.role} worker has no room for a KV cache on ${pool.system}; use more GPUs per worker`);
    return {
        workers: deployment.replicas * pool.workers * pp,
        times: (0,step_times/* stepTimes */.HM)(parts, scale),
        policy: enginePolicy({
            backend: deployment.backend,
            settings: pool.settings,
            ...site,
            kvTokensPerRank: Math.floor(kvTokens / pp),
            // paid where a request arrives; never less than nothing
            requestOverheadMs: host.requestMs > 0 ? Math.max(0, host.requestMs + scale.requestMs) : 0,
            stepOverheadMs: host.stepMs,
            tokensPerStep: 1 + (deployment.speculation?.accepted ?? 0),
        }),
    };
}


/***/ }),

/***/ 2413:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Uw: () => (/* binding */ requestsFor),
  JV: () => (/* binding */ simulate),
  KM: () => (/* binding */ warmupOf)
});

;// CONCATENATED MODULE: ./build/lib/simulate/gaps.js
/** Neighbouring classes differ by half a percent. */
const RATIO = 1.005;
const LEAST_MS = 1e-3;
const CLASSES = 4200;
/**
 * Gaps between the tokens of all requests, counted in classes of half a percent: a run has millions of them. With drafts,
 * a gap lies between the steps that bring tokens.
 */
class GapHistogram {
    counts = new Float64Array(CLASSES);
    sum = 0;
    total = 0;
    lastGap = Number.NaN;
    lastClass = 0;
    /** Counts a gap of `ms` `times` times. */
    add(ms, times) {
        if (ms !== this.lastGap) {
            this.lastGap = ms;
            const index = Math.round(Math.log(Math.max(ms, LEAST_MS) / LEAST_MS) / Math.log(RATIO));
            this.lastClass = Math.min(CLASSES - 1, index);
        }
        this.counts[this.lastClass] = this.counts[this.lastClass] + times;
        this.sum += ms * times;
        this.total += times;
    }
    /** Mean and percentiles in milliseconds; zeros when nothing was counted. */
    distribution() {
        if (this.total === 0)
            return { mean: 0, p50: 0, p90: 0, p99: 0 };
        return { mean: this.sum / this.total, p50: this.at(0.5), p90: this.at(0.9), p99: this.at(0.99) };
    }
    at(share) {
        let seen = 0;
        for (let i = 0; i < CLASSES; i++) {
            seen += this.counts[i];
            if (seen >= share * this.total)
                return LEAST_MS * RATIO ** i;
        }
        return LEAST_MS * RATIO ** (CLASSES - 1);
    }
}

;// CONCATENATED MODULE: ./build/lib/simulate/worker.js
/**
 * One engine worker under continuous batching. Advances step by step; runs of equal decode steps are taken at once,
 * because nothing can happen between them but an arrival or a completion.
 */
class SimulatedWorker {
    policy;
    times;
    duty;
    done;
    gaps;
    nowMs = 0;
    waiting = [];
    waitingFrom = 0;
    prefilling = [];
    running = [];
    /** cache tokens of admitted requests, and those that their answers may still need */
    kvHeld = 0;
    kvToCome = 0;
    /** cache tokens of running requests */
    runningTokens = 0;
    /** the next request is ready and there is no slot or no cache for it: only a completion can change that */
    blocked = false;
    /** memory of {@link quietUntilMs}: the next completion among the answers; NaN: not known */
    nextEndMs = Number.NaN;
    tokensPerStep;
    reserve;
    constructor(policy, times, duty, done, 
    /** gaps between tokens as users see them */
    gaps) {
        this.policy = policy;
        this.times = times;
        this.duty = duty;
        this.done = done;
        this.gaps = gaps;
        this.tokensPerStep = policy.tokensPerStep ?? 1;
        this.reserve = policy.kvReserve ?? 1;
    }
    /** Requests in the worker, waiting ones included. */
    get depth() {
        return this.waiting.length - this.waitingFrom + this.prefilling.length + this.running.length;
    }
    /** Puts a request into the queue. `firstTokenMs` is set for a decode worker: the prompt was computed elsewhere. */
    submit(request, arrivalMs, availableMs, firstTokenMs) {
        if (this.depth === 0)
            this.nowMs = Math.max(this.nowMs, availableMs);
        const { duty } = this;
        this.waiting.push({
            request,
            arrivalMs,
            readyMs: availableMs,
            length: request.isl + (duty === "prefill" ? 1 : request.osl),
            promptLeft: duty === "decode" ? 0 : request.isl,
            left: duty === "prefill" ? 0 : Math.ceil((request.osl - 1) / this.tokensPerStep),
            firstTokenMs: firstTokenMs ?? Number.NaN,
            lastTokenMs: firstTokenMs ?? Number.NaN,
        });
    }
    /** When the next step can start; Infinity when there is nothing to do. */
    get nextStepMs() {
        if (this.prefilling.length > 0 || this.running.length > 0)
            return this.nowMs;
        const first = this.waiting[this.waitingFrom];
        return first === undefined ? Infinity : Math.max(this.nowMs, first.readyMs);
    }
    /** Until when nothing can leave this worker at the least: others need not look at it before. */
    get quietUntilMs() {
        if (this.prefilling.length > 0)
            return this.nowMs;
        const first = this.waiting[this.waitingFrom];
        const ready = first === undefined || this.blocked ? Infinity : Math.max(this.nowMs, first.readyMs);
        if (this.running.length === 0)
            return ready;
        if (Number.isNaN(this.nextEndMs)) {
            // steps only get longer on the way there
            const one = this.policy.stepOverheadMs + this.times.decodeMs(this.running.length, this.meanLength());
            this.nextEndMs = this.nowMs + this.shortest() * one;
        }
        return Math.min(ready, this.nextEndMs);
    }
    /** Runs one step (or a run of equal decode steps that ends by `untilMs` at the latest). */
    step(untilMs) {
        this.nowMs = this.nextStepMs;
        this.nextEndMs = Number.NaN;
        this.admit();
        if (this.reserve < 1)
            this.makeRoom();
        const { policy } = this;
        const promptFirst = !policy.mixed && this.prefilling.length > 0;
        const gen = promptFirst ? 0 : this.running.length;
        const budget = Math.max(0, policy.tokenBudget - gen);
        const chunks = this.planPrefill(budget, gen);
        const newTokens = chunks.reduce((sum, chunk) => sum + chunk.tokens, 0);
        if (newTokens > 0) {
            const isl = chunks.reduce((sum, chunk) => sum + chunk.flight.request.isl, 0) / chunks.length;
            this.nowMs += policy.stepOverheadMs + this.times.mixedMs(newTokens, isl, gen, this.meanLength());
            for (const { flight, tokens } of chunks)
                flight.promptLeft -= tokens;
            if (gen > 0)
                this.advance(1, 0);
            this.finishPrompts();
            return;
        }
        if (this.running.length > 0)
            this.decodeRun(untilMs);
    }
    /** Takes waiting requests in order while slots and memory last. */
    admit() {
        this.blocked = false;
        while (this.waitingFrom < this.waiting.length) {
            const flight = this.waiting[this.waitingFrom];
            if (flight.readyMs > this.nowMs)
                break;
            const inFlight = this.running.length + this.prefilling.length;
            const held = this.tokensOf(flight);
            const toCome = flight.left * this.tokensPerStep;
            const claimed = this.kvHeld + held + this.reserve * (this.kvToCome + toCome);
            if (inFlight >= this.policy.maxBatch || (claimed > this.policy.kvTokens && inFlight > 0)) {
                this.blocked = true;
                break;
            }
            this.waitingFrom++;
            this.kvHeld += held;
            this.kvToCome += toCome;
            if (flight.promptLeft > 0)
                this.prefilling.push(flight);
            else
                this.run(flight);
        }
        if (this.waitingFrom > 1024) {
            this.waiting.splice(0, this.waitingFrom);
            this.waitingFrom = 0;
        }
    }
    /** Sends the youngest answers back to the queue while the next tokens of all do not fit; they compute their cache anew. */
    makeRoom() {
        while (this.running.length > 1 &&
            this.kvHeld + this.running.length * this.tokensPerStep > this.policy.kvTokens) {
            const flight = this.running.pop();
            const held = this.tokensOf(flight);
            this.runningTokens -= held;
            this.kvHeld -= held;
            this.kvToCome -= flight.left * this.tokensPerStep;
            flight.promptLeft = held;
            if (this.waitingFrom > 0)
                this.waiting[--this.waitingFrom] = flight;
            else
                this.waiting.unshift(flight);
        }
    }
    /** Puts a request whose prompt is computed among the answering ones, or lets it go when it needs no more tokens. */
    run(flight) {
        if (flight.left <= 0) {
            this.leave(flight);
            return;
        }
        this.running.push(flight);
        this.runningTokens += this.tokensOf(flight);
    }
    /** Cache tokens of a request by now, its prompt counted whole. */
    tokensOf(flight) {
        return flight.length - flight.left * this.tokensPerStep;
    }
    /** Which prompts get how many tokens of this step. Whole prompts only unless chunking is on; one always moves. */
    planPrefill(budget, gen) {
        const chunks = [];
        let left = budget;
        for (const flight of this.prefilling) {
            const tokens = this.policy.chunkedPrefill ? Math.min(flight.promptLeft, left) : flight.promptLeft;
            if (tokens <= 0)
                break;
            if (tokens > left && (chunks.length > 0 || (gen > 0 && this.policy.tokenBudget >= tokens)))
                break;
            chunks.push({ flight, tokens });
            left -= tokens;
        }
        return chunks;
    }
    finishPrompts() {
        for (let i = 0; i < this.prefilling.length;) {
            const flight = this.prefilling[i];
            if (flight.promptLeft > 0) {
                i++;
                continue;
            }
            this.prefilling.splice(i, 1);
            if (Number.isNaN(flight.firstTokenMs)) {
                flight.firstTokenMs = this.nowMs;
                flight.lastTokenMs = this.nowMs;
            }
            this.run(flight);
        }
    }
    /** Equal decode steps up to the next completion, arrival or the horizon. */
    decodeRun(untilMs) {
        const shortest = this.shortest();
        const length = this.meanLength();
        const one = this.policy.stepOverheadMs + this.times.decodeMs(this.running.length, length);
        const next = this.waiting[this.waitingFrom];
        const horizon = this.blocked || next === undefined ? untilMs : Math.min(untilMs, Math.max(next.readyMs, this.nowMs));
        const until = Number.isFinite(horizon) ? Math.max(1, Math.ceil((horizon - this.nowMs) / one)) : shortest;
        const space = this.reserve < 1
            ? Math.floor((this.policy.kvTokens - this.kvHeld) / (this.running.length * this.tokensPerStep))
            : Infinity;
        const steps = Math.max(1, Math.min(shortest, until, space));
        const middle = this.policy.stepOverheadMs +
            this.times.decodeMs(this.running.length, length + ((steps - 1) / 2) * this.tokensPerStep);
        this.nowMs += steps * middle;
        this.advance(steps, middle);
    }
    /** Every running request has taken `steps` decode steps of `stepMs` that end now; the first may have been waited for. */
    advance(steps, stepMs) {
        let finished = 0;
        for (const flight of this.running) {
            this.gaps.add(this.nowMs - (steps - 1) * stepMs - flight.lastTokenMs, 1);
            flight.lastTokenMs = this.nowMs;
            flight.left -= steps;
            if (flight.left <= 0)
                finished++;
        }
        const tokens = steps * this.running.length * this.tokensPerStep;
        this.kvHeld += tokens;
        this.kvToCome -= tokens;
        this.runningTokens += tokens;
        if (steps > 1)
            this.gaps.add(stepMs, (steps - 1) * this.running.length);
        if (finished === 0)
            return;
        const leaving = this.running.filter((flight) => flight.left <= 0);
        this.running = this.running.filter((flight) => flight.left > 0);
        for (const flight of leaving) {
            this.runningTokens -= this.tokensOf(flight);
            this.leave(flight);
        }
    }
    leave(flight) {
        const { request, arrivalMs, firstTokenMs } = flight;
        this.kvHeld -= this.tokensOf(flight);
        this.kvToCome -= flight.left * this.tokensPerStep;
        const latencyMs = this.nowMs - arrivalMs;
        this.done({
            request,
            arrivalMs,
            firstTokenMs,
            ttftMs: firstTokenMs - arrivalMs,
            tpotMs: request.osl > 1 ? (this.nowMs - firstTokenMs) / (request.osl - 1) : 0,
            latencyMs,
            osl: request.osl,
        }, this.nowMs);
    }
    /** Steps to the next completion. */
    shortest() {
        let least = Infinity;
        for (const { left } of this.running)
            if (left < least)
                least = left;
        return least;
    }
    meanLength() {
        return this.running.length === 0 ? 0 : this.runningTokens / this.running.length;
    }
}

;// CONCATENATED MODULE: ./build/lib/simulate/run.js


/** Runs a load through a system, event by event. Requests go to the least loaded worker; ties to the first. */
function runSimulation(system, load) {
    const outcomes = [];
    const gaps = new GapHistogram();
    let endMs = 0;
    let submitted = 0;
    const queue = load.requests;
    const front = [];
    const back = [];
    const arrive = (request, atMs) => {
        const pool = system.mode === "agg" ? system.pool : system.prefill;
        leastLoaded(front).submit(request, atMs, atMs + pool.policy.requestOverheadMs);
    };
    const complete = (outcome, atMs) => {
        outcomes.push(outcome);
        endMs = Math.max(endMs, atMs);
        if (load.kind === "closed" && submitted < queue.length)
            arrive(queue[submitted++], atMs);
    };
    if (system.mode === "agg") {
        for (let i = 0; i < system.pool.workers; i++) {
            front.push(new SimulatedWorker(system.pool.policy, system.pool.times, "both", complete, gaps));
        }
    }
    else {
        const { prefill, decode, transferMs } = system;
        for (let i = 0; i < decode.workers; i++)
            back.push(new SimulatedWorker(decode.policy, decode.times, "decode", complete, gaps));
        for (let i = 0; i < prefill.workers; i++) {
            front.push(new SimulatedWorker(prefill.policy, prefill.times, "prefill", (outcome, atMs) => {
                // The first token is seen when the prompt is done; the cache still travels before the second.
                const moved = atMs + transferMs(outcome.request.isl);
                leastLoaded(back).submit(outcome.request, outcome.arrivalMs, moved + decode.policy.requestOverheadMs, outcome.firstTokenMs);
            }, gaps));
        }
    }
    const workers = [...front, ...back];
    if (load.kind === "closed") {
        while (submitted < Math.min(load.concurrency, queue.length))
            arrive(queue[submitted++], 0);
    }
    for (;;) {
        let next;
        let nextMs = Infinity;
        for (const worker of workers) {
            const at = worker.nextStepMs;
            if (at < nextMs)
                [next, nextMs] = [worker, at];
        }
        const arrival = load.kind === "open" ? queue[submitted]?.arrivalMs : undefined;
        if (arrival !== undefined && arrival <= nextMs) {
            arrive(queue[submitted++], arrival);
            continue;
        }
        if (next === undefined)
            break;
        let horizon = arrival ?? Infinity;
        // Another worker's completion may bring a request to this one (closed loop, disaggregated); in an open loop only arrivals do.
        if (load.kind === "closed" || system.mode === "disagg") {
            for (const worker of workers)
                if (worker !== next)
                    horizon = Math.min(horizon, Math.max(nextMs, worker.quietUntilMs));
        }
        next.step(horizon);
    }
    return { outcomes, endMs, gaps };
}
function leastLoaded(workers) {
    let best = workers[0];
    for (const worker of workers)
        if (worker.depth < best.depth)
            best = worker;
    return best;
}

;// CONCATENATED MODULE: ./build/lib/simulate/statistics.js
/**
 * Summarises a run without its first `warmup` requests by order of arrival. Rates are taken while requests still arrive:
 * at the end of a run a closed loop drains. Short runs count everything.
 */
function summarize(run, sla, warmup) {
    const byArrival = [...run.outcomes].sort((a, b) => a.arrivalMs - b.arrivalMs);
    const kept = byArrival.slice(Math.min(warmup, Math.max(0, byArrival.length - 1)));
    const startMs = kept[0]?.arrivalMs ?? 0;
    const lastArrivalMs = kept.at(-1)?.arrivalMs ?? 0;
    const within = byArrival.filter(({ arrivalMs, latencyMs }) => {
        const endMs = arrivalMs + latencyMs;
        return endMs > startMs && endMs <= lastArrivalMs;
    });
    const steady = within.length >= kept.length / 2;
    const counted = steady ? within : kept;
    const durationMs = Math.max((steady ? lastArrivalMs : run.endMs) - startMs, Number.MIN_VALUE);
    const perSecond = 1000 / durationMs;
    const latency = distribution(kept.map((outcome) => outcome.latencyMs));
    const requestsPerSec = counted.length * perSecond;
    return {
        requests: kept.length,
        ttftMs: distribution(kept.map((outcome) => outcome.ttftMs)),
        tpotMs: distribution(kept.filter((outcome) => outcome.osl > 1).map((outcome) => outcome.tpotMs)),
        itlMs: run.gaps.distribution(),
        requestLatencyMs: latency,
        requestsPerSec,
        outputTokensPerSec: counted.reduce((sum, outcome) => sum + outcome.osl, 0) * perSecond,
        goodputPerSec: counted.filter((outcome) => meets(outcome, sla)).length * perSecond,
        meanInFlight: (requestsPerSec * latency.mean) / 1000,
        durationMs,
    };
}
function meets(outcome, sla) {
    return ((sla.ttftMs === undefined || outcome.ttftMs <= sla.ttftMs) &&
        (sla.tpotMs === undefined || outcome.tpotMs <= sla.tpotMs) &&
        (sla.requestLatencyMs === undefined || outcome.latencyMs <= sla.requestLatencyMs));
}
/** Mean and percentiles by linear interpolation between order statistics; zeros for an empty list. */
function distribution(values) {
    if (values.length === 0)
        return { mean: 0, p50: 0, p90: 0, p99: 0 };
    const sorted = Float64Array.from(values).sort();
    const at = (p) => {
        const rank = p * (sorted.length - 1);
        const low = Math.floor(rank);
        const high = Math.min(low + 1, sorted.length - 1);
        return sorted[low] + (sorted[high] - sorted[low]) * (rank - low);
    };
    return {
        mean: sorted.reduce((sum, value) => sum + value, 0) / sorted.length,
        p50: at(0.5),
        p90: at(0.9),
        p99: at(0.99),
    };
}

;// CONCATENATED MODULE: ./build/lib/simulate/simulate.js


/** Requests that are left out at the start unless said: twice the requests in flight of a closed loop, a tenth of an open one. */
function warmupOf(load) {
    const half = Math.floor(load.requests.length / 2);
    const wanted = load.kind === "closed" ? 2 * load.concurrency : Math.floor(load.requests.length / 10);
    return Math.min(half, wanted);
}
/** Requests that a closed loop needs for steady figures: ten rounds, within bounds. */
function requestsFor(concurrency) {
    return Math.min(20_000, Math.max(1000, 10 * concurrency));
}
/** A load through a system, with what it experienced after the warm-up. */
function simulate(system, load, sla, warmup = warmupOf(load)) {
    return summarize(runSimulation(system, load), sla, warmup);
}


/***/ }),

/***/ 6970:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HM: () => (/* binding */ stepTimes),
/* harmony export */   RT: () => (/* binding */ stepParts),
/* harmony export */   aM: () => (/* binding */ UNSCALED)
/* harmony export */ });
const UNSCALED = { prefill: 1, decode: 1, requestMs: 0 };
/** Decode times are taken at these cache lengths and interpolated between: a kernel's time is near-linear in them. */
const LENGTH_STEP = 256;
/** The parts of a worker's steps from its operators. `prefix` tokens of every prompt are cached. */
function stepParts(model, prefix) {
    const decode = decodeTimes(model);
    const mixed = mixedTimes(model, prefix, decode);
    const whole = new Map();
    return {
        ranks: model.parallelism.dp,
        decode,
        // whole prompts are so many sequences of their own length, not one long sequence of all tokens
        prompts(tokens, isl) {
            if (tokens % isl !== 0)
                return mixed(tokens, isl, 0, 0);
            const key = tokens * 2 ** 24 + isl;
            let ms = whole.get(key);
            if (ms === undefined) {
                ms = model.contextStepMs(tokens / isl, Math.max(1, isl - prefix), Math.min(prefix, isl - 1));
                whole.set(key, ms);
            }
            return ms;
        },
        decodesBeside: (tokens, isl, gen, kvLength) => Math.max(0, mixed(tokens, isl, gen, kvLength) - mixed(tokens, isl, 0, 0)),
    };
}
/**
 * Step times of a whole worker: ranks of attention data parallelism run side by side, each with its share, and a prompt
 * stays on one rank.
 */
function stepTimes(parts, scale = UNSCALED) {
    const { ranks } = parts;
    return {
        mixedMs(newTokens, isl, gen, kvLength) {
            const length = Math.max(1, Math.round(isl));
            const tokens = Math.min(newTokens, Math.ceil(newTokens / length / ranks) * length);
            const prefill = scale.prefill * parts.prompts(tokens, length);
            if (gen === 0)
                return prefill;
            return prefill + scale.decode * parts.decodesBeside(tokens, length, Math.ceil(gen / ranks), kvLength);
        },
        decodeMs: (gen, kvLength) => scale.decode * parts.decode(Math.ceil(gen / ranks), kvLength),
    };
}
function decodeTimes(model) {
    const known = new Map();
    const at = (gen, slot) => {
        const key = gen * 65536 + slot;
        let ms = known.get(key);
        if (ms === undefined)
            known.set(key, (ms = model.decodeStepMs(gen, Math.max(1, slot * LENGTH_STEP))));
        return ms;
    };
    return (gen, kvLength) => {
        const slot = Math.floor(kvLength / LENGTH_STEP);
        const share = kvLength / LENGTH_STEP - slot;
        const low = at(gen, slot);
        return share === 0 ? low : low + (at(gen, slot + 1) - low) * share;
    };
}
/** A step of `tokens` prompt tokens (prompts of `isl`) and `gen` decodes, all of one rank. */
function mixedTimes(model, prefix, decode) {
    const known = new Map();
    let seesCache;
    // The published step takes the cache length from the lengths of a request: the middle of the answer (`isl + osl / 2 + 1`).
    const published = (tokens, isl, gen, kvLength) => model.mixedStepMs(tokens, gen, {
        isl,
        osl: 2 * (Math.round(kvLength) - isl - 1),
        prefix: Math.min(prefix, isl - 1),
    });
    return (tokens, isl, gen, kvLength) => {
        const slot = Math.max(1, Math.round(kvLength / LENGTH_STEP)) * LENGTH_STEP;
        const key = `${tokens} ${isl} ${gen} ${gen > 0 ? slot : 0}`;
        let ms = known.get(key);
        if (ms !== undefined)
            return ms;
        ms = published(tokens, isl, gen, slot);
        if (gen > 0) {
            seesCache ??=
                published(tokens, isl, gen, slot) !== published(tokens, isl, gen, slot + 64 * LENGTH_STEP);
            if (!seesCache)
                ms += Math.max(0, decode(gen, slot) - decode(gen, 0));
        }
        known.set(key, ms);
        return ms;
    };
}


/***/ })

};
