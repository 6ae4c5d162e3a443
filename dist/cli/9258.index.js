export const id = 9258;
export const ids = [9258];
export const modules = {

/***/ 9258:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   closedLoad: () => (/* reexport safe */ _simulate_loads_js__WEBPACK_IMPORTED_MODULE_1__.f),
/* harmony export */   openSystem: () => (/* reexport safe */ _simulate_open_system_js__WEBPACK_IMPORTED_MODULE_2__.k),
/* harmony export */   poissonLoad: () => (/* reexport safe */ _simulate_loads_js__WEBPACK_IMPORTED_MODULE_1__.o),
/* harmony export */   requestsFor: () => (/* reexport safe */ _simulate_simulate_js__WEBPACK_IMPORTED_MODULE_3__.Uw),
/* harmony export */   simulateDeployment: () => (/* reexport safe */ _simulate_deployment_run_js__WEBPACK_IMPORTED_MODULE_0__.e)
/* harmony export */ });
/* harmony import */ var _simulate_deployment_run_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2561);
/* harmony import */ var _simulate_loads_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1286);
/* harmony import */ var _simulate_open_system_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1096);
/* harmony import */ var _simulate_simulate_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2413);
/** What a run of the scheduler model takes, as one module that is loaded when a percentile is asked for. */






/***/ })

};
