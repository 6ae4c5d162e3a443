import type { GapHistogram } from "./gaps.js";
import type { EnginePolicy, LoadRequest, RequestOutcome, StepTimes } from "./types.js";

/** A request inside a worker. */
interface Flight {
  readonly request: LoadRequest;
  readonly arrivalMs: number;
  readonly readyMs: number;
  /** tokens of its cache when it leaves */
  readonly length: number;
  /** prompt tokens still to compute */
  promptLeft: number;
  /** decode steps still to come, after the first token */
  left: number;
  firstTokenMs: number;
  lastTokenMs: number;
}

/** How a worker is used: both phases, prompts only (answers leave after the first token), or answers only. */
export type WorkerDuty = "both" | "prefill" | "decode";

/** Hands a finished request on: to the statistics, or to the decode pool. */
export type OnDone = (
  outcome: RequestOutcome & { readonly request: LoadRequest; readonly firstTokenMs: number },
  atMs: number,
) => void;

/**
 * One engine worker under continuous batching. Advances step by step; runs of equal decode steps are taken at once,
 * because nothing can happen between them but an arrival or a completion.
 */
export class SimulatedWorker {
  nowMs = 0;
  private readonly waiting: Flight[] = [];
  private waitingFrom = 0;
  private readonly prefilling: Flight[] = [];
  private running: Flight[] = [];
  /** cache tokens of admitted requests, and those that their answers may still need */
  private kvHeld = 0;
  private kvToCome = 0;
  /** cache tokens of running requests */
  private runningTokens = 0;
  /** the next request is ready and there is no slot or no cache for it: only a completion can change that */
  private blocked = false;
  /** answers were sent back: an engine that keeps room for answers lets nobody in again before one has ended, or it would only swap them */
  private sentBack = false;
  /** memory of {@link quietUntilMs}: the next completion among the answers; NaN: not known */
  private nextEndMs = Number.NaN;
  private readonly tokensPerStep: number;
  private readonly reserve: number;

  constructor(
    private readonly policy: EnginePolicy,
    private readonly times: StepTimes,
    private readonly duty: WorkerDuty,
    private readonly done: OnDone,
    /** gaps between tokens as users see them */
    private readonly gaps: GapHistogram,
  ) {
    this.tokensPerStep = policy.tokensPerStep ?? 1;
    this.reserve = policy.kvReserve ?? 1;
  }

  /** Requests in the worker, waiting ones included. */
  get depth(): number {
    return this.waiting.length - this.waitingFrom + this.prefilling.length + this.running.length;
  }

  /** Puts a request into the queue. `firstTokenMs` is set for a decode worker: the prompt was computed elsewhere. */
  submit(request: LoadRequest, arrivalMs: number, availableMs: number, firstTokenMs?: number): void {
    const { duty } = this;
    this.enqueue({
      request,
      arrivalMs,
      readyMs: availableMs,
      length: request.isl + (duty === "prefill" ? 1 : request.osl),
      promptLeft: duty === "decode" ? 0 : request.isl - Math.min(this.policy.prefix ?? 0, request.isl - 1),
      left: duty === "prefill" ? 0 : Math.ceil((request.osl - 1) / this.tokensPerStep),
      firstTokenMs: firstTokenMs ?? Number.NaN,
      lastTokenMs: firstTokenMs ?? Number.NaN,
    });
  }

  /** In the order in which requests are ready. */
  private enqueue(flight: Flight): void {
    let at = this.waiting.length;
    while (at > this.waitingFrom && this.waiting[at - 1]!.readyMs > flight.readyMs) at--;
    if (at === this.waiting.length) this.waiting.push(flight);
    else this.waiting.splice(at, 0, flight);
  }

  /** When the next step can start; Infinity when there is nothing to do. */
  get nextStepMs(): number {
    if (this.prefilling.length > 0 || this.running.length > 0) return this.nowMs;
    const first = this.waiting[this.waitingFrom];
    return first === undefined ? Infinity : Math.max(this.nowMs, first.readyMs);
  }

  /** Until when nothing can leave this worker at the least: others need not look at it before. */
  get quietUntilMs(): number {
    if (this.prefilling.length > 0) return this.nowMs;
    const first = this.waiting[this.waitingFrom];
    const ready = first === undefined || this.blocked ? Infinity : Math.max(this.nowMs, first.readyMs);
    if (this.running.length === 0) return ready;
    if (Number.isNaN(this.nextEndMs)) {
      // steps only get longer on the way there
      const one = this.times.decodeMs(this.running.length, this.meanLength());
      this.nextEndMs = this.nowMs + this.shortest() * one;
    }
    return Math.min(ready, this.nextEndMs);
  }

  /** Runs one step (or a run of equal decode steps that ends by `untilMs` at the latest). */
  step(untilMs: number): void {
    this.nowMs = this.nextStepMs;
    this.nextEndMs = Number.NaN;
    this.admit();
    if (this.reserve < 1) this.makeRoom();
    const { policy } = this;
    const promptFirst = !policy.mixed && this.prefilling.length > 0;
    const gen = promptFirst ? 0 : this.running.length;
    const chunks = this.planPrefill(Math.max(0, policy.tokenBudget - gen));
    const newTokens = chunks.reduce((sum, chunk) => sum + chunk.tokens, 0);
    if (newTokens > 0) {
      const isl = chunks.reduce((sum, chunk) => sum + chunk.flight.request.isl, 0) / chunks.length;
      const answering = this.running.length;
      this.nowMs += this.times.mixedMs(newTokens, isl, gen, this.meanLength(), answering);
      for (const { flight, tokens } of chunks) flight.promptLeft -= tokens;
      if (gen > 0) this.advance(1, 0);
      this.finishPrompts();
      // nobody's own prompt keeps his answer waiting
      if (answering > 0)
        this.nowMs += ((this.times.stallMs?.(newTokens, isl) ?? 0) * answering) / (answering + chunks.length);
      return;
    }
    if (this.running.length > 0) this.decodeRun(untilMs);
  }

  /** Takes waiting requests in order while slots and memory last. */
  private admit(): void {
    this.blocked = this.sentBack && this.reserve > 0 && this.running.length > 0;
    while (!this.blocked && this.waitingFrom < this.waiting.length) {
      const flight = this.waiting[this.waitingFrom]!;
      if (flight.readyMs > this.nowMs) break;
      const inFlight = this.running.length + this.prefilling.length;
      const held = this.tokensOf(flight);
      const toCome = flight.left * this.tokensPerStep;
      const claimed = this.kvHeld + held + this.reserve * (this.kvToCome + toCome);
      this.blocked = inFlight >= this.policy.maxBatch || (claimed > this.policy.kvTokens && inFlight > 0);
      if (this.blocked) break;
      this.waitingFrom++;
      this.kvHeld += held;
      this.kvToCome += toCome;
      if (flight.promptLeft > 0) this.prefilling.push(flight);
      else this.run(flight);
    }
    if (this.waitingFrom > 1024) {
      this.waiting.splice(0, this.waitingFrom);
      this.waitingFrom = 0;
    }
  }

  /** Sends the youngest answers back to the queue while the next tokens of all do not fit; they compute their cache anew. */
  private makeRoom(): void {
    while (
      this.running.length > 1 &&
      this.kvHeld + this.running.length * this.tokensPerStep > this.policy.kvTokens
    ) {
      this.sentBack = true;
      const flight = this.running.pop()!;
      const held = this.tokensOf(flight);
      this.runningTokens -= held;
      this.kvHeld -= held;
      this.kvToCome -= flight.left * this.tokensPerStep;
      flight.promptLeft = held;
      if (this.waitingFrom > 0) this.waiting[--this.waitingFrom] = flight;
      else this.waiting.unshift(flight);
    }
  }

  /** Puts a request whose prompt is computed among the answering ones, or lets it go when it needs no more tokens. */
  private run(flight: Flight): void {
    if (flight.left <= 0) {
      this.leave(flight);
      return;
    }
    this.running.push(flight);
    this.runningTokens += this.tokensOf(flight);
  }

  /** Cache tokens of a request by now, its prompt counted whole. */
  private tokensOf(flight: Flight): number {
    return flight.length - flight.left * this.tokensPerStep;
  }

  /**
   * Which prompts get how many tokens of this step. Whole prompts only unless chunking is on; one always moves, however
   * little room answers leave it.
   */
  private planPrefill(budget: number): { flight: Flight; tokens: number }[] {
    const chunks: { flight: Flight; tokens: number }[] = [];
    let left = budget;
    for (const flight of this.prefilling) {
      const tokens = this.policy.chunkedPrefill ? Math.min(flight.promptLeft, left) : flight.promptLeft;
      if (tokens <= 0 || (tokens > left && chunks.length > 0)) break;
      chunks.push({ flight, tokens });
      left -= tokens;
    }
    return chunks;
  }

  private finishPrompts(): void {
    for (let i = 0; i < this.prefilling.length;) {
      const flight = this.prefilling[i]!;
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
  private decodeRun(untilMs: number): void {
    const shortest = this.shortest();
    const length = this.meanLength();
    const one = this.times.decodeMs(this.running.length, length);
    const next = this.waiting[this.waitingFrom];
    const horizon =
      this.blocked || next === undefined ? untilMs : Math.min(untilMs, Math.max(next.readyMs, this.nowMs));
    const until = Number.isFinite(horizon) ? Math.max(1, Math.ceil((horizon - this.nowMs) / one)) : shortest;
    const space =
      this.reserve < 1
        ? Math.floor((this.policy.kvTokens - this.kvHeld) / (this.running.length * this.tokensPerStep))
        : Infinity;
    const steps = Math.max(1, Math.min(shortest, until, space));
    const middle = this.times.decodeMs(this.running.length, length + ((steps - 1) / 2) * this.tokensPerStep);
    this.nowMs += steps * middle;
    this.advance(steps, middle);
  }

  /** Every running request has taken `steps` decode steps of `stepMs` that end now; the first may have been waited for. */
  private advance(steps: number, stepMs: number): void {
    let finished = 0;
    for (const flight of this.running) {
      this.gaps.add(this.nowMs - (steps - 1) * stepMs - flight.lastTokenMs, 1);
      flight.lastTokenMs = this.nowMs;
      flight.left -= steps;
      if (flight.left <= 0) finished++;
    }
    const tokens = steps * this.running.length * this.tokensPerStep;
    this.kvHeld += tokens;
    this.kvToCome -= tokens;
    this.runningTokens += tokens;
    if (steps > 1) this.gaps.add(stepMs, (steps - 1) * this.running.length);
    if (finished === 0) return;
    const leaving = this.running.filter((flight) => flight.left <= 0);
    this.running = this.running.filter((flight) => flight.left > 0);
    for (const flight of leaving) {
      this.runningTokens -= this.tokensOf(flight);
      this.leave(flight);
    }
  }

  private leave(flight: Flight): void {
    const { request, arrivalMs, firstTokenMs } = flight;
    this.sentBack = false;
    this.kvHeld -= this.tokensOf(flight);
    this.kvToCome -= flight.left * this.tokensPerStep;
    const latencyMs = this.nowMs - arrivalMs;
    this.done(
      {
        request,
        arrivalMs,
        firstTokenMs,
        ttftMs: firstTokenMs - arrivalMs,
        tpotMs: request.osl > 1 ? (this.nowMs - firstTokenMs) / (request.osl - 1) : 0,
        latencyMs,
        osl: request.osl,
      },
      this.nowMs,
    );
  }

  /** Steps to the next completion. */
  private shortest(): number {
    let least = Infinity;
    for (const { left } of this.running) if (left < least) least = left;
    return least;
  }

  private meanLength(): number {
    return this.running.length === 0 ? 0 : this.runningTokens / this.running.length;
  }
}
