export const id = 2824;
export const ids = [2824];
export const modules = {

/***/ 2824:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   qwen3Vl: () => (/* binding */ qwen3Vl),
/* harmony export */   qwen3VlMoe: () => (/* binding */ qwen3VlMoe)
/* harmony export */ });
/* harmony import */ var _llama_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9492);
/* harmony import */ var _moe_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2290);


/** Language part of Qwen3-VL: the dense graph, priced without the norms of queries and keys as the reference has it. */
const qwen3Vl = {
    ..._llama_js__WEBPACK_IMPORTED_MODULE_0__.llama,
    name: "QWEN3VL",
    architectures: ["Qwen3VLForConditionalGeneration"],
    multimodal: () => true,
    qkNorm: () => false,
    activationRow: "default",
};
/** Its graph with experts over nodes is not modelled. */
const { largeEpNeeds: _needs, coversLargeEp: _covers, ...fusedMoe } = _moe_js__WEBPACK_IMPORTED_MODULE_1__.moe;
/** Language part of Qwen3-VL with experts. */
const qwen3VlMoe = {
    ...fusedMoe,
    name: "QWEN3VL_MOE",
    architectures: ["Qwen3VLMoeForConditionalGeneration"],
    multimodal: () => true,
    qkNorm: () => false,
    activationRow: "default",
};


/***/ })

};
