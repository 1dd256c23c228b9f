// @ts-check
// All that reaches into Streamlit's own page; seen in Streamlit 1.67. Its styles stand in the last
// section of front.css. The rest of the front end knows its own elements only.
import { element } from "./dom.js"

const APP = "[data-testid=stApp]"
const MENU_LINK = "[data-testid=stSidebarNavLink]"
const MENU_HEADING = "[data-testid=stNavSectionHeader]"
const DIALOG = "[role=dialog]"
const CONNECTION = "data-test-connection-state"
// Streamlit's words for a developer; pages say the same in their own words.
const DEVELOPERS_DIALOGS = /^(Connection error|Page not found)/
const PATIENCE_MS = 1000
export const AWAY =
  "The dashboard’s server does not answer. What you see stays; the page connects again by itself."

/** @returns {HTMLAnchorElement[]} the links of the menu, where it is in view */
export function menuLinks() {
  return [...document.querySelectorAll(MENU_LINK)].map((one) => /** @type {HTMLAnchorElement} */ (one))
}

/**
 * A query string that comes or goes is no step of the browser's history: only another page is one,
 * and what a panel of ours pushes.
 * @param {History} target
 * @param {() => string} here the URL shown
 */
export function countPagesOnly(target, here) {
  const push = target.pushState.bind(target)
  target.pushState = (state, unused, url) => {
    if (url == null || state?.vmPanel || !samePath(String(url), here())) return push(state, unused, url)
    target.replaceState({ ...target.state, ...state }, unused, url)
  }
}

/**
 * @param {string} url
 * @param {string} here
 * @returns {boolean} whether two URLs name the same page
 */
export function samePath(url, here) {
  return new URL(url, here).pathname === new URL(here).pathname
}

let watched = false

/** Mend the page around ours, once a page load. */
export function watchStreamlit() {
  if (watched) return
  watched = true
  countPagesOnly(history, () => location.href)
  const away = element("div", { class: "vm-away", role: "alert" })
  document.body.append(away)
  const mend = () => {
    labelMenu()
    hideDevelopersDialogs()
  }
  new MutationObserver(mend).observe(document.body, { childList: true, subtree: true })
  mend()
  watchConnection(away)
}

// A heading of the menu stands in a list, where only items may stand; a click on it would fold it.
function labelMenu() {
  for (const heading of document.querySelectorAll(`${MENU_HEADING}:not([role])`)) {
    heading.setAttribute("role", "listitem")
  }
}

function hideDevelopersDialogs() {
  for (const dialog of document.querySelectorAll(`${DIALOG}:not([data-vm-seen])`)) {
    const text = dialog.textContent?.trim()
    if (!text) continue
    dialog.setAttribute("data-vm-seen", "")
    if (!DEVELOPERS_DIALOGS.test(text)) continue
    dialog.querySelector("button")?.click()
  }
}

/** @param {HTMLElement} away */
function watchConnection(away) {
  const app = document.querySelector(APP)
  if (!app) return
  /** @type {number | undefined} */
  let waiting
  const look = () => {
    const connected = app.getAttribute(CONNECTION) === "CONNECTED"
    if (connected) {
      clearTimeout(waiting)
      waiting = undefined
      away.textContent = ""
    } else {
      waiting ??= setTimeout(() => (away.textContent = AWAY), PATIENCE_MS)
    }
  }
  new MutationObserver(look).observe(app, { attributes: true, attributeFilter: [CONNECTION] })
}
