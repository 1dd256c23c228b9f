// All that reaches into Streamlit's own page; seen in Streamlit 1.67. Its styles stand in the last
// section of front.css. The rest of the front end knows its own elements only.
import { element } from "./dom.js"

const APP = "[data-testid=stApp]"
const MENU_LINK = "[data-testid=stSidebarNavLink]"
const LEAVING = `${MENU_LINK}, [data-testid=stLogoLink]`
const MENU_HEADING = "[data-testid=stNavSectionHeader]"
const DIALOG = "[role=dialog]"
const CONNECTION = "data-test-connection-state"
const RUN = "data-test-script-state"
const IDLE = "notRunning"
// What the server answers by choosing for the reader: a dataset just loaded, filters reset.
const ASKING = "[data-testid=stButton] button, [role=option]"
const NO_RUN_MS = 500
// Streamlit's words for a developer; pages say the same in their own words.
const DEVELOPERS_DIALOGS = /^(Connection error|Page not found)/
const PATIENCE_MS = 1000
export const AWAY =
  "The dashboard’s server does not answer. What you see stays; the page connects again by itself."

/** @returns {HTMLAnchorElement[]} the links of the menu, where it is in view */
export function menuLinks() {
  return /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll(MENU_LINK)])
}

/**
 * A query string that comes or goes is no step of the browser's history: only another page is one,
 * and what a panel of ours pushes. Streamlit may take the filters from the URL just before it goes
 * to another page; the page that is left keeps the URL that it had.
 * @param {History} target
 * @param {() => string} here the URL shown
 * @param {() => string} left the URL at the last click that goes to another page, or ""
 */
export function countPagesOnly(target, here, left) {
  const push = target.pushState.bind(target)
  target.pushState = (state, unused, url) => {
    if (url === null || url === undefined || state?.vmPanel) return push(state, unused, url)
    if (samePath(String(url), here())) {
      return target.replaceState({ ...target.state, ...state }, unused, url)
    }
    const before = left()
    if (before && before !== here() && samePath(before, here())) {
      target.replaceState(target.state, "", before)
    }
    push(state, unused, url)
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

/** @returns {() => string} what gives the URL at the last click on a link to another page */
function urlOfLastLeaving() {
  let left = ""
  const note = (/** @type {MouseEvent} */ event) => {
    if (event.target instanceof Element && event.target.closest(LEAVING)) left = location.href
  }
  document.addEventListener("click", note, true)
  return () => left
}

/**
 * What the server chooses for a reader (a dataset just loaded, filters reset) reaches the widgets of
 * the page when its run has ended. A page asked for before would be drawn with their former values:
 * so a click that leaves the page waits for that run.
 * @param {Element} app
 */
function holdLeaving(app) {
  let asked = 0 // when something was asked of the server that it has not answered, or 0
  let running = false
  /** @type {string | undefined} */
  let held
  const click = (/** @type {MouseEvent} */ event) => {
    if (!(event.target instanceof Element)) return
    if (event.target.closest(ASKING)) asked = Date.now()
    const link = event.target.closest(LEAVING)
    if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey) return
    if (!asked || (!running && Date.now() - asked > NO_RUN_MS)) return
    held = link.pathname
    event.preventDefault()
    event.stopImmediatePropagation()
    if (!running) setTimeout(() => !running && go(), NO_RUN_MS)
  }
  const go = () => {
    const path = held
    asked = 0
    held = undefined
    if (path !== undefined) leavingLinks().find((one) => one.pathname === path)?.click()
  }
  const look = () => {
    const before = running
    running = app.getAttribute(RUN) !== IDLE
    if (before && !running) requestAnimationFrame(() => setTimeout(() => !running && go()))
  }
  document.addEventListener("click", click, true)
  new MutationObserver(look).observe(app, { attributes: true, attributeFilter: [RUN] })
}

/** @returns {HTMLAnchorElement[]} */
function leavingLinks() {
  return /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll(LEAVING)])
}

let watched = false

/** Mend the page around ours, once a page load. */
export function watchStreamlit() {
  if (watched) return
  watched = true
  const app = document.querySelector(APP)
  if (app) holdLeaving(app)
  countPagesOnly(history, () => location.href, urlOfLastLeaving())
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

// Streamlit puts groups and their headings into one list, where only items may stand. So the list
// is none, and each group is a list that its heading names.
function labelMenu() {
  for (const heading of document.querySelectorAll(`${MENU_HEADING}:not([role])`)) {
    heading.setAttribute("role", "none")
    heading.closest("ul")?.setAttribute("role", "none")
    heading.parentElement?.setAttribute("role", "list")
    heading.parentElement?.setAttribute("aria-label", heading.firstElementChild?.textContent ?? "")
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
  /** @type {ReturnType<typeof setTimeout> | undefined} */
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
