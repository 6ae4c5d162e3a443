export const id = 6720;
export const ids = [6720];
export const modules = {

/***/ 6720:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ajv: () => (/* reexport safe */ ajv__WEBPACK_IMPORTED_MODULE_0__.Ajv)
/* harmony export */ });
/* harmony import */ var ajv__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2463);
/** A static import: a dynamic one of this CommonJS package loses its names in the bundle. Import this file lazily. */



/***/ })

};
