// The tabs of a card; arrow keys move between them.
/** @import { Tabs } from "./types.d.ts" */
import { button, element } from "./dom.js"

const STEPS = new Map([["ArrowRight", 1], ["ArrowLeft", -1]])
let made = 0

/**
 * @param {Record<string, { label: string, panel: HTMLElement }>} parts by name, in their order
 * @param {(name: string) => void} render called with the name of the part that comes into view
 * @returns {Tabs}
 */
export function createTabs(parts, render) {
  const names = Object.keys(parts)
  let selected = names[0]
  const buttons = names.map((name) => tab(name, parts[name], () => selectTab(name)))
  const bar = element(
    "div",
    { class: "vm-tabs", role: "tablist", "aria-label": "Views of the chart" },
    ...buttons,
  )

  /** @param {string} name */
  function selectTab(name) {
    selected = name
    for (const [at, one] of names.entries()) {
      const on = one === name
      buttons[at].setAttribute("aria-selected", String(on))
      buttons[at].tabIndex = on ? 0 : -1
      parts[one].panel.hidden = !on
    }
    render(name)
  }

  bar.addEventListener("keydown", (event) => {
    const next = neighbour(names, selected, event.key)
    if (!next) return
    selectTab(next)
    buttons[names.indexOf(next)].focus()
    event.preventDefault()
  })
  selectTab(selected)
  return { bar, selected: () => selected }
}

/**
 * @param {string[]} names
 * @param {string} selected
 * @param {string} key
 * @returns {string | undefined} the tab that an arrow key leads to; after the last comes the first
 */
export function neighbour(names, selected, key) {
  const step = STEPS.get(key)
  return step === undefined ? undefined : names.at((names.indexOf(selected) + step) % names.length)
}

/**
 * @param {string} name
 * @param {{ label: string, panel: HTMLElement }} part
 * @param {() => void} act
 */
function tab(name, { label, panel }, act) {
  const id = `vm-${name}-${++made}`
  const node = button(
    label,
    { role: "tab", "data-panel": name, id: `${id}-tab`, "aria-controls": id },
    act,
  )
  const attributes = { id, role: "tabpanel", "aria-labelledby": node.id }
  for (const [key, value] of Object.entries(attributes)) panel.setAttribute(key, value)
  return node
}
