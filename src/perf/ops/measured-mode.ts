import { MissingDataError, type Operator } from "../types.js";
import { GEMM_NEED, gemmSites } from "./gemm.js";

/**
 * Costs nothing, but is a miss where no matrix product of a mode was measured: a model that is priced without any product of
 * its own format must not pass for one of that format.
 */
export function measuredMode(mode: string): Operator {
  return {
    name: "measured_format",
    count: 1,
    scope: "tokens",
    weightBytes: 0,
    needs: [GEMM_NEED],
    bind(context) {
      if (context.databaseMode !== "SILICON") return () => 0;
      return () => {
        if (gemmSites(context, mode) !== undefined) return 0;
        throw new MissingDataError(`no ${mode} matrix products were measured on ${context.system.name}`);
      };
    },
  };
}
