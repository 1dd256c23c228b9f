// The tabs of a card; arrow keys move between them.
import { button, element } from "./dom.js"

const TABS = { chart: "Chart", data: "Data", making: "How it was made" }

export function tabs(card, fill) {
  card.tabs = Object.entries(TABS).map(([name, label]) => tab(card, name, label, fill))
  const list = element("div", {
    class: "vm-tabs",
    role: "tablist",
    "aria-label": "Views of the chart",
  }, ...card.tabs)
  list.addEventListener("keydown", (event) => move(card, event, fill))
  choose(card, card.tabs[0], fill)
  return list
}

export function shown(card) {
  return card.tabs.find((one) => one.getAttribute("aria-selected") === "true").dataset.panel
}

function tab(card, name, label, fill) {
  const id = `vm-${name}-${crypto.getRandomValues(new Uint32Array(1))[0]}`
  const made = button(label, {
    role: "tab",
    "data-panel": name,
    id: `${id}-tab`,
    "aria-controls": id,
  }, () => choose(card, made, fill))
  const panel = { id, role: "tabpanel", "aria-labelledby": made.id }
  for (const [key, value] of Object.entries(panel)) card.panels[name].setAttribute(key, value)
  return made
}

function choose(card, chosen, fill) {
  for (const one of card.tabs) {
    const on = one === chosen
    one.setAttribute("aria-selected", on)
    one.tabIndex = on ? 0 : -1
    card.panels[one.dataset.panel].hidden = !on
  }
  fill(card, chosen.dataset.panel)
}

function move(card, event, fill) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
  if (!step) return
  const now = card.tabs.findIndex((one) => one.getAttribute("aria-selected") === "true")
  const next = card.tabs[(now + step + card.tabs.length) % card.tabs.length]
  choose(card, next, fill)
  next.focus()
  event.preventDefault()
}
