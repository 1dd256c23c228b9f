// The part of every page that shows nothing: it mends what stands around ours.
/** @import { View } from "./types.d.ts" */
import { element } from "./dom.js"
import { watchStreamlit } from "./streamlit_dom.js"

/** @returns {View} */
export function createView() {
  watchStreamlit()
  return { root: element("span", { class: "vm-frame", hidden: "" }), update() {} }
}
