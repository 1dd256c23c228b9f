// The component as Streamlit mounts it: shows content by its kind, again only when it has changed.
/** @import { Content, View } from "./types.d.ts" */
import * as card from "./card.js"
import * as checks from "./checks.js"
import { takeEarly } from "./early.js"
import * as filters from "./filters.js"
import * as frame from "./frame.js"
import * as heading from "./heading.js"
import { later } from "./later.js"
import * as overview from "./overview.js"
import * as place from "./place.js"
import * as reading from "./reading.js"
import * as search from "./search.js"
import * as sources from "./sources.js"

/** @type {Record<string, { createView: () => View<any> }>} */
const KINDS = {
  card,
  checks,
  desk: { createView: later(() => import("./desk.js")) }, // a quarter of all modules
  filters,
  frame,
  heading,
  overview,
  place,
  reading,
  search,
  sources,
}

/** @typedef {{ view: View<any>, stamp: string }} Mounted */

/** @type {WeakMap<HTMLElement, Mounted>} */
const mounted = new WeakMap()

/**
 * @typedef {object} Component what Streamlit hands on
 * @property {Uint8Array} data
 * @property {HTMLElement} parentElement
 */

/** @param {Component} component */
export default function ({ data, parentElement }) {
  /** @type {Content} */
  const content = JSON.parse(new TextDecoder().decode(data))
  const one = mounted.get(parentElement) ?? mount(content, parentElement)
  if (content.stamp !== one.stamp) {
    one.stamp = content.stamp
    one.view.update(content)
  }
  return () => {
    one.view.destroy?.()
    one.view.root.remove()
    mounted.delete(parentElement)
  }
}

/**
 * @param {Content} content
 * @param {HTMLElement} parent
 * @returns {Mounted}
 */
function mount(content, parent) {
  const early = takeEarly(content, parent)
  early?.view.takenOver?.()
  const one = early ?? create(content.kind, parent)
  mounted.set(parent, one)
  return one
}

/**
 * @param {string} kind
 * @param {HTMLElement} parent
 * @returns {Mounted}
 */
function create(kind, parent) {
  const view = KINDS[kind].createView()
  parent.append(view.root)
  return { view, stamp: "" }
}
