// What a reader has chosen, and how the page's URL says it. Nothing here knows of a page.
/** @import { Field, Selected } from "./types.d.ts" */

// In the order of the server's addresses.
export const FILTERS = ["years", "villages", "status", "measure", "compare", "indicators"]
const KEPT = ["dataset", ...FILTERS]

/**
 * @param {string} query of a URL
 * @returns {Selected} each filter's values, each once; a filter that is not set is not there
 */
export function selectedIn(query) {
  const parameters = new URLSearchParams(query)
  const entries = FILTERS.map((
    name,
  ) => [name, [...new Set(parameters.getAll(name).filter(Boolean))]])
  return Object.fromEntries(entries.filter(([, values]) => values.length))
}

/**
 * @param {Selected} selected
 * @returns {string} the same for the same choice, in whatever order it was made
 */
export function keyOf(selected) {
  return FILTERS.flatMap((name) => [...selected[name] ?? []].sort().map((one) => [name, one]))
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&")
}

/** @param {string} query */
export function keyIn(query) {
  return keyOf(selectedIn(query))
}

/**
 * @param {string} query of a URL
 * @param {Selected} selected
 * @returns {string} the query with this choice in place of its own; what else it says stays
 */
export function queryWith(query, selected) {
  const others = [...new URLSearchParams(query)].filter(([name]) => !FILTERS.includes(name))
  const chosen = FILTERS.flatMap((name) => (selected[name] ?? []).map((one) => [name, one]))
  return String(new URLSearchParams([...others, ...chosen]))
}

/**
 * @param {string} query of a page's URL
 * @returns {string} what of it goes along to another page: the dataset and the filters
 */
export function queryKept(query) {
  const carried = [...new URLSearchParams(query)].filter(([name]) => KEPT.includes(name))
  return String(new URLSearchParams(carried))
}

/**
 * @param {Selected} selected
 * @param {string} name of a filter
 * @param {string[]} values none: the filter is off
 * @returns {Selected}
 */
export function withFilter(selected, name, values) {
  const { [name]: _, ...rest } = selected
  return values.length ? { ...rest, [name]: values } : rest
}

/**
 * The choice after a press on one option: on where it was off, and off where it was on.
 * @param {Selected} selected
 * @param {Pick<Field, "name" | "single" | "options">} field
 * @param {string} option
 * @returns {Selected}
 */
export function toggled(selected, { name, single, options }, option) {
  const before = selected[name] ?? []
  if (before.includes(option)) {
    return withFilter(selected, name, before.filter((one) => one !== option))
  }
  const after = single ? [option] : [...before, option]
  const at = (/** @type {string} */ one) => (options.indexOf(one) + 1) || Infinity
  const ordered = after.every((one) => options.includes(one))
    ? after.toSorted((one, other) => at(one) - at(other))
    : after
  return withFilter(selected, name, ordered)
}

/**
 * @param {Selected} selected
 * @param {Pick<Field, "name">[]} fields
 * @returns {number} how many of these filters are on
 */
export function countOn(selected, fields) {
  return fields.filter(({ name }) => selected[name]).length
}
