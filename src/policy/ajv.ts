/** A static import: a dynamic one of this CommonJS package loses its names in the bundle. Import this file lazily. */
export { Ajv } from "ajv";
