// A table of [text, address] cells.
/** @import { Piece, Role, Rows } from "./types.d.ts" */
import { addressed, element } from "./dom.js"

/** @type {Record<Role, Record<string, string>>} */
const ATTRIBUTES = {
  number: { class: "vm-number" },
  position: { "data-place": "" }, // where a number stands is an address itself
  label: { "data-label": "" }, // what a number is of, and when, as the ticks of an axis are
  place: {},
  verdict: {},
  id: {},
  "": {},
}

/**
 * @param {Rows} rows
 * @param {...(string | Node)} caption
 */
export function table(rows, ...caption) {
  const heads = rows.labels.map((text, at) =>
    element("th", { scope: "col", ...rightOf(rows.roles[at]) }, text)
  )
  return element(
    "table",
    {},
    element(
      "caption",
      {},
      ...caption,
      " (",
      element("span", { "data-rows": "" }, counted(rows)),
      ")",
    ),
    element("thead", {}, element("tr", {}, ...heads)),
    element("tbody", {}, ...rows.cells.map((row) => line(row, rows))),
  )
}

/** @param {Role} role */
function rightOf(role) {
  return role === "number" ? ATTRIBUTES.number : {}
}

/**
 * @param {Piece[]} row
 * @param {Pick<Rows, "roles" | "pages">} rows
 */
function line(row, { roles, pages = {} }) {
  const cells = row.map(([text, address], at) => {
    const page = roles[at] === "place" && Object.hasOwn(pages, text)
    const content = page ? element("a", { href: pages[text] }, text) : addressed(text, address)
    return element("td", ATTRIBUTES[roles[at]], content)
  })
  return element("tr", {}, ...cells)
}

/**
 * @param {Pick<Rows, "rows" | "cells">} rows
 * @returns {string} how many rows there are, and how many of them are shown
 */
export function counted({ rows, cells }) {
  const more = rows > cells.length ? `, first ${cells.length}` : ""
  return `${rows} ${rows === 1 ? "row" : "rows"}${more}`
}
