/** What a run of the scheduler model takes, as one module that is loaded when a percentile is asked for. */
export { simulateDeployment } from "../simulate/deployment-run.js";
export { closedLoad, poissonLoad } from "../simulate/loads.js";
export { openSystem } from "../simulate/open-system.js";
export { requestsFor } from "../simulate/simulate.js";
