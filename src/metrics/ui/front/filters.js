// The line of filters above the chart: only those that act here. On a narrow screen it folds into
// one button that says how many are on.
/** @import { Control, Field, FiltersContent, Selected, View } from "./types.d.ts" */
import { countOn, toggled } from "./choices.js"
import { button, element, statusLine } from "./dom.js"
import { createButtons, createSelect } from "./filter_controls.js"
import { createPicker } from "./filter_picker.js"
import { watchLikely } from "./likely.js"
import { expectChoices, follower, selectedNow, watchChoice } from "./page_choice.js"

/** @returns {View<FiltersContent>} */
export function createView() {
  /** @type {FiltersContent | undefined} */
  let content
  /** @type {Map<string, { field: string, control: Control }>} */
  let controls = new Map()
  const line = element("div", { class: "vm-filter-line", id: "vm-filter-line" })
  const toggle = button("Filters", {
    class: "vm-filters-toggle",
    "aria-expanded": "false",
    "aria-controls": line.id,
  }, () => {
    toggle.setAttribute("aria-expanded", String(root.toggleAttribute("data-open")))
  })
  const reset = button("Reset filters", { class: "vm-reset" }, () => {
    follower.choose({})
    const first = line.querySelector("button, select")
    if (first instanceof HTMLElement) first.focus() // the button itself goes
  })
  const status = statusLine()
  const attributes = { class: "vm-filters", role: "group", "aria-label": "Filters" }
  const root = element("div", attributes, toggle, line, status)

  /** @param {Element} option */
  function after(option) {
    const name = option.closest("[data-filter]")?.getAttribute("data-filter")
    const field = content?.fields.find((one) => one.name === name)
    return field && toggled(selectedNow(), field, option.getAttribute("data-option") ?? "")
  }
  const buttons = () => [...root.querySelectorAll("button[data-option][aria-pressed=false]")]
  const likely = watchLikely(root, { after, options: buttons, expect: expectChoices })

  /** Controls that are as they were stay, with the focus in them. */
  function build(/** @type {FiltersContent} */ { dataset, fields }) {
    const before = controls
    controls = new Map(fields.map((field) => {
      const same = JSON.stringify([dataset, field])
      const old = before.get(field.name)
      return [field.name, old?.field === same ? old : { field: same, control: make(field) }]
    }))
    const children = [...[...controls.values()].map(({ control }) => control.root), reset]
    const current = [...line.children]
    if (children.length !== current.length || children.some((one, at) => one !== current[at])) {
      line.replaceChildren(...children)
    }
  }

  /** @param {Field} field */
  function make(field) {
    const at = { dataset: () => content?.dataset ?? "", selected: selectedNow }
    if (field.kind === "buttons") return createButtons(field, choose)
    if (field.kind === "select") return createSelect(field, choose)
    return createPicker(field, choose, at)
  }

  /** @param {(before: Selected) => Selected} act */
  function choose(act) {
    follower.choose(act(selectedNow()))
  }

  function show() {
    const selected = selectedNow()
    for (const { control } of controls.values()) control.show(selected)
    const on = countOn(selected, content?.fields ?? [])
    toggle.textContent = on ? `Filters (${on} on)` : "Filters"
    reset.hidden = Object.keys(selected).length === 0
    likely.settle()
  }

  const end = watchChoice({ change: show, notice: (text) => status.replaceChildren(text) })
  return {
    root,
    update(next) {
      root.dataset.answered = next.asked // the choice that the server has heard of last
      follower.settle(next)
      if (!follower.isFollowed() && content) return // an answer to an older choice
      content = next
      build(next)
      show()
    },
    takenOver() {
      follower.settle(content) // Streamlit may have written the URL of the page in another way
    },
    destroy() {
      end()
      likely.end()
      follower.settle(undefined)
    },
  }
}
