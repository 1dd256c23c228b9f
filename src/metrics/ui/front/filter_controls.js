// Filters of few options: buttons side by side, and a native list of one value.
/** @import { Choose, Control, Field } from "./types.d.ts" */
import { toggled, withFilter } from "./choices.js"
import { button, element } from "./dom.js"

let made = 0

/**
 * @param {Field} field
 * @param {Choose} choose
 * @returns {Control}
 */
export function createButtons(field, choose) {
  const label = labelOf(field)
  const buttons = field.options.map((option) =>
    button(
      option,
      { "aria-pressed": "false", value: option, "data-option": option },
      () => choose((selected) => toggled(selected, field, option)),
    )
  )
  const options = element("div", { class: "vm-options" }, ...buttons)
  const attributes = {
    class: "vm-filter",
    "data-filter": field.name,
    role: "group",
    "aria-labelledby": label.id,
  }
  return {
    root: element("div", attributes, label, options),
    show(selected) {
      const chosen = selected[field.name] ?? []
      for (const one of buttons) {
        one.setAttribute("aria-pressed", String(chosen.includes(one.value)))
      }
    },
  }
}

/**
 * @param {Field} field
 * @param {Choose} choose
 * @returns {Control}
 */
export function createSelect(field, choose) {
  const id = `vm-filter-${++made}`
  const usual = element("option", { value: "" }, field.empty)
  const others = field.options.filter((one) => one !== field.empty)
  const options = others.map((one) => element("option", { value: one }, one))
  const select = element("select", { id }, usual, ...options)
  select.addEventListener("change", () => {
    const { value } = select
    choose((selected) => withFilter(selected, field.name, value ? [value] : []))
  })
  const label = element("label", { class: "vm-filter-label", for: id }, field.label)
  return {
    root: element("div", { class: "vm-filter" }, label, select),
    show(selected) {
      const [value = ""] = selected[field.name] ?? []
      select.value = others.includes(value) ? value : ""
    },
  }
}

/** @param {Field} field */
export function labelOf(field) {
  return element("span", { class: "vm-filter-label", id: `vm-filter-${++made}` }, field.label)
}
