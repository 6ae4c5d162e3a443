import { compact } from "../domain/compact.js";
import {
  BACKENDS,
  SINGLE_GPU,
  type Parallelism,
  type QuantModes,
  type TrainedMethod,
} from "../domain/deployment.js";
import { UserError } from "../domain/errors.js";
import { rulesOf } from "./backend/registry.js";
import { latest } from "../domain/latest.js";
import { didYouMean } from "../domain/nearest-name.js";
import type { DataFolder } from "./db/folder.js";
import { findModel, type ModelPlaces } from "./db/models.js";
import { findSystem, resolveVersion } from "./db/names.js";
import { laneDefaults } from "./db/lane-defaults.js";
import { outdoneBy } from "./db/outdone.js";
import { openSession, type PricingSession } from "./db/session.js";
import { largeEpChoice, largeEpSizes } from "./model/large-ep.js";
import { checkPinnedLanes, lanesOfBackend } from "./model/attention-lane.js";
import { readModel, type Model } from "./model/config.js";
import type { GraphRequest } from "./model/family.js";
import { isTrained } from "../domain/draft-methods.js";
import { drafterOf, type DraftSource } from "./model/drafting.js";
import { EAGLE3_TOKENS, readTrainedDraft, type TrainedDraft } from "./model/trained-draft.js";
import { openSystems, type OpenSystem } from "./open-systems.js";
import { graphRequest, type Opened } from "./opened.js";
import { settleQuant } from "./model/settle-quant.js";
import { blockSize, checkParallelism, checkWholeBlocks, decodeContextOf } from "./model/parallelism.js";
import { checkModes } from "./model/quant.js";
import { makeWorker } from "./model/worker.js";
import { isStretched } from "./model/positions.js";
import { numberField } from "./model/spec.js";
import { measuredSystem, scaledBasis } from "./system-spec.js";
import {
  InvalidParallelismError,
  MissingDataError,
  type DataSource,
  type ModelFacts,
  type Phase,
  type Predictor,
  type WorkerContext,
  type WorkerModel,
  type WorkerOptions,
} from "./types.js";
import { type DatabaseMode, type TransferPolicy } from "../domain/data-policy.js";

/** Everything may be borrowed; the reference's default. */
export const ALL_TRANSFERS: TransferPolicy = { xshape: true, xquant: true, xprofile: true, xop: true };

/** A predictor that also tells which figures were not measured. */
export interface PricedPredictor extends Predictor {
  /** operators priced without measurements under a context, and what stood in */
  estimatedOperators(context: WorkerContext): Promise<ReadonlyMap<string, ReadonlySet<DataSource>>>;
  /** forgets the tables that are open: some ten megabytes a system, which are opened again when they are asked for */
  letGo(): void;
}

/** Models that are kept as they were read. */
const MOST_MODELS = 16;

/** Where a session reads, and what it is about. */
interface SessionPlace extends Pick<Opened, "model" | "system" | "version"> {
  readonly folder: DataFolder;
  readonly open: OpenSystem;
}

/** Builds a predictor over opened folders; of several folders the first that knows a name counts. */
export function createPredictor(folders: readonly DataFolder[], places: ModelPlaces = {}): PricedPredictor {
  const systems = openSystems();
  const models = latest<Promise<Model>>(MOST_MODELS);

  async function open(context: WorkerContext): Promise<Opened> {
    const { folder, system } = findSystem(folders, context.system);
    if (!BACKENDS.includes(context.backend)) {
      throw new UserError(
        "backend",
        `unknown backend ${String(context.backend)}${didYouMean(context.backend, BACKENDS, ";")} use ${BACKENDS.join(", ")}`,
      );
    }
    const version = resolveVersion(
      folder.index,
      measuredSystem(system).name,
      context.backend,
      context.backendVersion,
    );
    checkModes(context.quant ?? {});
    const modelKey = `${context.model} ${system.name} ${context.layers ?? ""}`;
    const model = await models(modelKey, async () => {
      const found = await findModel(folders, context.model, system, places);
      const bases = [scaledBasis(system), found.basis].filter((basis) => basis !== undefined);
      const basis = bases.length === 0 ? undefined : bases.join("; ");
      return readModel(compact({ ...found, basis }), context.layers);
    });
    const place = {
      folder,
      open: systems.of(folder, measuredSystem(system).name, context.backend),
      system,
      version,
      model,
    };
    return {
      model,
      system,
      version,
      session: sessionOf(context, place, context.databaseMode ?? "SILICON"),
      roofline: () => sessionOf(context, place, "SOL"),
    };
  }

  function sessionOf(
    context: WorkerContext,
    { folder, open: { store, storeOf, session }, system, version, model }: SessionPlace,
    databaseMode: DatabaseMode,
  ): PricingSession {
    const { transfer = ALL_TRANSFERS, attentionLane = "default", asEnginesRun = false } = context;
    // estimates are reported by model, so they keep to themselves
    const owner = databaseMode === "SILICON" ? "" : model.spec.id;
    const { backend } = context;
    const lanes = laneDefaults(folder.index, {
      system,
      backend,
      version,
      architecture: model.spec.architecture,
    });
    const key = JSON.stringify([
      system.name,
      backend,
      version,
      databaseMode,
      transfer,
      attentionLane,
      lanes,
      asEnginesRun,
      owner,
    ]);
    return session(key, () => {
      const pinnedLanes = lanesOfBackend(backend, attentionLane);
      return openSession({
        ...{ folder, store, system, backend, version, databaseMode, transfer, pinnedLanes, asEnginesRun },
        laneDefaults: lanes,
        outdone: asEnginesRun ? outdoneBy(context, { folder, system, model, storeOf }) : [],
      });
    });
  }

  function build(
    context: WorkerContext,
    opened: Opened,
    parallelism: Parallelism,
    options: WorkerOptions,
  ): WorkerModel {
    const { model, system, version, session } = opened;
    const { backend } = context;
    const purpose = options.purpose ?? "estimate";
    const question = {
      model,
      backend,
      system,
      explicit: context.quant ?? {},
      purpose,
      formats: options.formats ?? "engine",
      asEnginesRun: context.asEnginesRun === true,
      role: options.role,
      session,
    };
    let quant: QuantModes = settleQuant({ ...question, largeEp: false });
    const request = (largeEp: boolean): GraphRequest =>
      graphRequest(context, opened, quant, parallelism, largeEp, purpose);
    checkParallelism(request(false), model.family, rulesOf(backend));
    if (context.asEnginesRun === true) checkWholeBlocks(request(false));
    const largeEp = largeEpChoice(request(true), model.family, session, options);
    if (largeEp) quant = settleQuant({ ...question, largeEp });
    checkPinnedLanes(context, model.family, session.context);
    model.family.check?.(request(largeEp));
    const drafter = drafterOf(opened.drafts, { ...context, model, system, parallelism, quant });
    const graph = model.family.graph(request(largeEp));
    return makeWorker({
      ...context,
      model,
      graph,
      session,
      rooflineSession: opened.roofline,
      backend,
      system,
      version,
      parallelism,
      quant,
      largeEp,
      drafter,
      beamWidth: context.beamWidth ?? 1,
    });
  }

  /** What drafts for a context, where something beside the model does; prices come from the target's own tables. */
  async function openDrafts(context: WorkerContext): Promise<DraftSource | undefined> {
    const { speculation, ...rest } = context;
    const { method, draftModel } = speculation ?? {};
    if (draftModel === undefined) return undefined;
    if (method === "draft_model") return (await open({ ...rest, model: draftModel })).model;
    return isTrained(method) ? openTrained(context, method, draftModel) : undefined;
  }

  async function openTrained(
    context: WorkerContext,
    method: TrainedMethod,
    name: string,
  ): Promise<TrainedDraft> {
    const { system } = findSystem(folders, context.system);
    const { files } = await findModel(folders, name, system, { ...places, ownFiles: true });
    return readTrainedDraft(method, name, files.config);
  }

  return {
    async facts(context) {
      const opened = await open(context);
      const { model, system, version, session } = opened;
      const { spec, family } = model;
      const { backend } = context;
      const quant = settleQuant({
        model,
        backend,
        system,
        explicit: context.quant ?? {},
        purpose: "search",
        formats: "engine",
        asEnginesRun: context.asEnginesRun === true,
        // facts are told even where an explicit choice will be refused
        role: "static",
        session,
        largeEp: false,
      });
      let largeEp: ModelFacts["largeEp"] | undefined;
      const sizes = (phase: Phase): number[] =>
        spec.experts === 0
          ? []
          : largeEpSizes(
              graphRequest(context, opened, quant, SINGLE_GPU, true, "search"),
              family,
              session,
              phase,
            );
      return {
        model: spec.id,
        architecture: spec.architecture,
        family: family.name,
        moe: spec.experts > 0,
        contextParallel: family.contextParallel && rulesOf(context.backend).contextParallel,
        ...compact({ decodeContext: decodeContextOf(family, context.backend) }),
        layers: spec.layers,
        heads: spec.heads,
        experts: spec.experts,
        numbers: {
          architecture: spec.architecture,
          vocab: spec.vocab,
          hidden: spec.hidden,
          layers: spec.layers,
          inter: spec.inter,
          experts: spec.experts,
          moeInter: spec.moeInter,
        },
        nextnLayers: numberField(spec.text, "num_nextn_predict_layers"),
        maxPositionEmbeddings: numberField(spec.text, "max_position_embeddings"),
        stretchedContext: isStretched(spec.text),
        version,
        ...compact({ basis: model.basis }),
        checkpoint: compact({
          algorithm: spec.checkpoint.algorithm,
          kvAlgorithm: spec.checkpoint.kvAlgorithm,
          block: blockSize(spec.root),
        }),
        system,
        quant,
        // only searches ask, and the answer takes tables of its own
        get largeEp() {
          return (largeEp ??= { context: sizes("context"), generation: sizes("generation") });
        },
      };
    },
    async workers(context, choices, options) {
      const opened = await open(context);
      const drafts = await openDrafts(context);
      return choices.map((choice) => {
        try {
          return build(context, { ...opened, drafts }, choice, options);
        } catch (error) {
          if (error instanceof InvalidParallelismError || error instanceof MissingDataError) return error;
          throw error;
        }
      });
    },
    letGo: () => systems.letGo(),
    estimatedOperators: async (context) => (await open(context)).session.marks,
    draftTokens: async (context, { method, draftModel }) => {
      const { tokens } = await openTrained(context, method, draftModel);
      return { tokens: tokens ?? EAGLE3_TOKENS, said: tokens !== undefined };
    },
  };
}
