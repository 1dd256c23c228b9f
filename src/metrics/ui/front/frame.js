// @ts-check
// The part of every page that shows nothing: it mends what stands around ours.
import { element } from "./dom.js"
import { watchStreamlit } from "./streamlit_dom.js"

/** @param {HTMLElement} parent */
export function mount(parent) {
  const view = { root: element("span", { class: "vm-frame", hidden: "" }) }
  parent.append(view.root)
  watchStreamlit()
  return view
}

export function update() {}
