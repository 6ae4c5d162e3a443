export const id = 4748;
export const ids = [4748];
export const modules = {

/***/ 4748:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ matchesAny)
/* harmony export */ });
/* unused harmony export MAX_PATTERN_LENGTH */
/* harmony import */ var minimatch__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1138);

/** Longest pattern that is tried; the schema refuses longer ones. */
const MAX_PATTERN_LENGTH = 200;
/**
 * Whether a repository path matches one of the globs. Extended globs are off: they are the one form whose cost can grow
 * faster than the path. A pattern that is too long matches nothing.
 */
function matchesAny(path, patterns) {
    return patterns.some((pattern) => pattern.length <= MAX_PATTERN_LENGTH &&
        (0,minimatch__WEBPACK_IMPORTED_MODULE_0__/* .minimatch */ .xF)(path, pattern, { dot: true, noext: true, nobrace: true, nonegate: true, nocomment: true }));
}


/***/ })

};
