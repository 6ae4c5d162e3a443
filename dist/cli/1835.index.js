export const id = 1835;
export const ids = [1835];
export const modules = {

/***/ 1835:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   deploymentOfManifest: () => (/* binding */ deploymentOfManifest)
/* harmony export */ });
/* harmony import */ var _check_open_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9739);
/* harmony import */ var _check_run_check_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7159);
/* harmony import */ var _domain_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6586);
/* harmony import */ var _changes_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5576);
/* harmony import */ var _commands_check_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(548);
/* harmony import */ var _data_root_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7578);
/* harmony import */ var _siblings_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6110);







/** The deployment of a manifest as `check` understands it, policy included. Throws `UserError` when it cannot be priced. */
async function deploymentOfManifest({ manifest, name, configFile, environment, }) {
    const { terminal, moduleUrl } = environment;
    const policy = await (0,_commands_check_js__WEBPACK_IMPORTED_MODULE_4__.readPolicyFile)(terminal.cwd, configFile);
    const deps = await (0,_check_open_js__WEBPACK_IMPORTED_MODULE_0__/* .openCheckDeps */ .r)({ root: (0,_data_root_js__WEBPACK_IMPORTED_MODULE_5__/* .perfDbRoot */ .Kq)(moduleUrl), profile: "reference" });
    const { deployments } = await (0,_check_run_check_js__WEBPACK_IMPORTED_MODULE_1__/* .runCheck */ .k)(deps, {
        files: (0,_changes_js__WEBPACK_IMPORTED_MODULE_3__/* .readChanges */ .S)(terminal.cwd, [manifest], undefined),
        policy,
        siblings: async (file) => (0,_siblings_js__WEBPACK_IMPORTED_MODULE_6__/* .siblingsOf */ .D)(terminal.cwd, file),
    });
    const names = deployments.map((review) => review.name);
    const chosen = deployments.filter((review) => name === undefined || review.name === name);
    const [only] = chosen;
    if (only === undefined || chosen.length > 1)
        throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .y("usage", names.length === 0
            ? `--manifest ${manifest}: no deployment in it`
            : `--manifest ${manifest} has the deployments ${names.join(", ")}; name one with --deployment`);
    if (only.proposed === undefined)
        throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .y("input", `${only.name} ${only.notChecked?.phrase ?? only.reasons[0] ?? "cannot be predicted"}; \`dynamo-advisor check ${manifest}\` says more`);
    return {
        deployment: only.proposed.deployment,
        prefix: only.workload?.prefix ?? 0,
        name: only.name,
    };
}


/***/ })

};
