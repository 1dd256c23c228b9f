// A filter of many options: a button that opens a list with a search. A list of very many places is
// asked for level by level, or by name, so that a browser never gets them all.
/** @import { Choose, Control, Field, PickerAt } from "./types.d.ts" */
import { toggled } from "./choices.js"
import { button, element, messageOf } from "./dom.js"
import { labelOf } from "./filter_controls.js"
import { fileUrl } from "./files.js"

const TYPING_MS = 150
const STEPS = new Map([["ArrowDown", 1], ["ArrowUp", -1]])
/** @typedef {[name: string, parted: boolean]} Option */

/**
 * @param {Field} field
 * @param {Choose} choose
 * @param {PickerAt} at
 * @returns {Control}
 */
export function createPicker(field, choose, at) {
  const label = labelOf(field)
  const value = element("span", { id: `${label.id}-value` })
  const open = button("", {
    class: "vm-pick",
    "aria-expanded": "false",
    "aria-controls": `${label.id}-list`,
    "aria-labelledby": `${label.id} ${value.id}`,
  }, () => unfold(Boolean(box.hidden)))
  open.append(value, element("span", { "aria-hidden": "true" }, "▾"))
  const search = element("input", { type: "search", "aria-label": `Find in ${field.label}` })
  search.placeholder = "Find …"
  const path = element("p", { class: "vm-path", hidden: "" })
  const list = element("ul")
  const message = element("p", { role: "status", class: "vm-muted" })
  const box = element(
    "div",
    {
      class: "vm-choices",
      id: `${label.id}-list`,
      role: "group",
      "aria-labelledby": label.id,
      hidden: "",
    },
    search,
    path,
    list,
    message,
  )
  const attributes = { class: "vm-filter vm-picker", "data-filter": field.name }
  const root = element("div", attributes, label, open, box)
  /** @type {string[]} */
  let within = []
  /** @type {AbortController | undefined} */
  let asking
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let typing

  /** @param {boolean} unfolded */
  function unfold(unfolded) {
    box.hidden = !unfolded
    open.setAttribute("aria-expanded", String(unfolded))
    if (!unfolded) return
    refresh()
    search.focus()
  }

  function close() {
    if (box.hidden) return
    unfold(false)
    open.focus()
  }

  async function refresh() {
    asking?.abort()
    const control = asking = new AbortController()
    try {
      const options = field.kind === "places" ? await asked(control.signal) : offered()
      if (!control.signal.aborted) render(options)
    } catch (error) {
      if (!control.signal.aborted) message.textContent = `No list: ${messageOf(error)}`
    }
  }

  /** @returns {Option[]} */
  function offered() {
    const find = search.value.trim().toLowerCase()
    return field.options.filter((one) => one.toLowerCase().includes(find)).map((
      one,
    ) => [one, false])
  }

  /**
   * @param {AbortSignal} signal
   * @returns {Promise<Option[]>}
   */
  async function asked(signal) {
    const more = { within: within.at(-1) ?? "", find: search.value.trim() }
    const of = { dataset: at.dataset(), query: "" }
    const answer = await fetch(fileUrl(of, "places", "options", more), { signal })
    if (!answer.ok) throw new Error(await answer.text())
    return (await answer.json()).options
  }

  /** @param {Option[]} options */
  function render(options) {
    const chosen = at.selected()[field.name] ?? []
    const names = options.map(([name]) => name)
    // What is chosen stands first where the list does not have it, to be taken back.
    const elsewhere = search.value ? [] : chosen.filter((one) => !names.includes(one))
    const chosenElsewhere = elsewhere.map((one) => /** @type {Option} */ ([one, false]))
    list.replaceChildren(
      ...[...chosenElsewhere, ...options].map(([name, parted]) => item(name, parted)),
    )
    message.textContent = options.length ? "" : "Nothing has that name."
    path.hidden = !within.length
    path.replaceChildren(
      button("← Back", {}, () => lead(within.slice(0, -1))),
      ` ${within.join(" › ")}`,
    )
    mark(chosen)
  }

  /**
   * @param {string} name
   * @param {boolean} parted
   */
  function item(name, parted) {
    const check = element("input", { type: "checkbox", value: name })
    check.addEventListener("change", () => choose((selected) => toggled(selected, field, name)))
    const into = parted && field.kind === "places"
      ? [button("›", { "aria-label": `Places within ${name}` }, () => lead([...within, name]))]
      : []
    return element("li", { "data-option": name }, element("label", {}, check, ` ${name}`), ...into)
  }

  /** @param {string[]} places */
  function lead(places) {
    within = places
    search.value = ""
    refresh()
    search.focus()
  }

  /** @param {string[]} chosen */
  function mark(chosen) {
    const full = field.most !== null && chosen.length >= field.most
    for (const check of list.querySelectorAll("input")) {
      check.checked = chosen.includes(check.value)
      check.disabled = full && !check.checked
    }
  }

  search.addEventListener("input", () => {
    clearTimeout(typing)
    typing = setTimeout(refresh, field.kind === "places" ? TYPING_MS : 0)
  })
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !box.hidden) {
      event.stopPropagation()
      close()
    }
    const step = STEPS.get(event.key)
    if (step !== undefined && box.contains(document.activeElement)) move(event, step)
  })
  // Words take no focus: a press on them would give it to what stands around, and close the list.
  box.addEventListener("mousedown", (event) => {
    const takes = event.target instanceof Element && event.target.closest("input, button")
    if (!takes) event.preventDefault()
  })
  root.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !root.contains(relatedTarget)) unfold(false)
  })
  const outside = (/** @type {Event} */ { target }) => {
    if (!root.isConnected) return document.removeEventListener("pointerdown", outside)
    if (target instanceof Node && !root.contains(target)) unfold(false)
  }
  document.addEventListener("pointerdown", outside)

  /**
   * @param {KeyboardEvent} event
   * @param {number} step
   */
  function move(event, step) {
    const stops = [search, ...list.querySelectorAll("input")]
    const here = stops.findIndex((one) => one === document.activeElement)
    const next = stops[Math.max(0, here + step)]
    if (!next) return
    next.focus()
    event.preventDefault()
  }

  return {
    root,
    show(selected) {
      const chosen = selected[field.name] ?? []
      value.textContent = chosen.length > 2 ? `${chosen.length} chosen` : chosen.join(", ") ||
        field.empty
      mark(chosen)
    },
  }
}
