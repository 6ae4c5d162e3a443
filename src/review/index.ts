export { beforeHolds } from "./before.js";
export { alternativesOf, chooseAdvice, worstRatio, type Candidates, type AdviceChoice } from "./advice.js";
export { tellApart, type CloseAnswer } from "./close-modes.js";
export { bandFact } from "./band-fact.js";
export { unifiedDiff } from "./diff.js";
export { droppedNames } from "./dropped-names.js";
export { judgeExperiments, rankExperiments } from "./experiments.js";
export { imbalanceFinding } from "./findings/balance.js";
export { applyLevels } from "./findings/levels.js";
export {
  budgetBelowOwnLimit,
  budgetBelowPrompt,
  contextOverRoom,
  limitOverModel,
  LONGER,
} from "./findings/engine-limits.js";
export { budgetFinding, contextFinding, queueFinding, unreachableSla } from "./findings/limits.js";
export { fixedRoomFinding, memoryFinding, type RankRoom } from "./findings/memory.js";
export {
  missingData,
  missingGpuType,
  nearestVersion,
  refusedModel,
  unknownModel,
  unknownSystem,
  type UnknownSystem,
  type MissingGpuType,
  type Unchecked,
} from "./findings/names.js";
export { divisibilityFindings, impossibleFinding, type ModelSizes } from "./findings/parallelism.js";
export {
  concludeGate,
  failsByPolicy,
  isRelevant,
  overallVerdict,
  partOf,
  type GateOutcome,
  type GateSituation,
  type Waiver,
} from "./gate.js";
export { traceMovements, type EvaluateStep } from "./movements.js";
export { regressionFinding, type RegressionRule } from "./regression.js";
export { stepsBetween, type SettingKind, type Step, type WrittenAs, type WrittenSetting } from "./steps.js";
export {
  isCarried,
  judge,
  openLimits,
  bandOf,
  worstVerdict,
  type JudgeInput,
  type Judgement,
} from "./verdict.js";
export { whyBetter, type Why, type WhySide } from "./why-sentence.js";
export { changeBudgetFindings, withoutLeft } from "./findings/change-budget.js";
