import type { ReadDeployment } from "../dgd.js";
import type { FindingList } from "../rules.js";
import { reportApi } from "./api.js";
import { reportTypes } from "./api-types.js";
import { reportDemands } from "./demands.js";
import { reportEffects } from "./effects.js";
import { reportExclusive } from "./exclusive.js";
import { reportFields } from "./fields.js";
import { reportGpus } from "./gpus.js";
import { reportPairs } from "./pairs.js";
import { reportRoles } from "./roles.js";
import { reportUnknown } from "./unknown.js";
import { reportSizes } from "./sizes.js";
import { reportFlags } from "./versions.js";

/** Everything that can be said about a deployment from its file alone. */
export function reportDeployment(read: ReadDeployment, findings: FindingList): void {
  reportApi(read, findings);
  reportRoles(read, findings);
  reportFields(read, findings);
  reportTypes(read, findings);
  reportSizes(read, findings);
  reportGpus(read, findings);
  reportPairs(read, findings);
  reportExclusive(read, findings);
  reportDemands(read, findings);
  reportFlags(read, findings);
  reportEffects(read, findings);
  reportUnknown(read, findings);
}
