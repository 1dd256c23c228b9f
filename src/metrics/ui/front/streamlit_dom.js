// All that reaches into Streamlit's own page; seen in Streamlit 1.67. Its styles stand in the last
// section of front.css. The rest of the front end knows its own elements only.
import { queryKept } from "./choices.js"
import { element } from "./dom.js"

const APP = "[data-testid=stApp]"
const MENU_LINK = "[data-testid=stSidebarNavLink]"
const LEAVING = `${MENU_LINK}, [data-testid=stLogoLink], [data-testid=stPageLink-NavLink]`
const MENU_HEADING = "[data-testid=stNavSectionHeader]"
const DIALOG = "[role=dialog]"
const CONNECTION = "data-test-connection-state"
const RUN = "data-test-script-state"
const IDLE = "notRunning"
const CONNECTED = "CONNECTED"
// What the server answers by choosing for the reader: a dataset just loaded, another one taken.
const ASKING = "[data-testid=stButton] button, [role=option]"
const NO_RUN_MS = 500
// Streamlit's words for a developer; pages say the same in their own words.
const DEVELOPERS_DIALOGS = /^(Connection error|Page not found)/
const MAIN = "[data-testid=stMain]"
const ALERT = ":is([data-testid=stAlert], [data-testid=stException])"
const COMPONENT = "[data-testid=stBidiComponentRegular] > *"
// Streamlit keeps in the browser what theme and what width of the menu a reader has chosen.
const THEME = /^stActiveTheme/
const SYSTEM_THEME = '"System"'
const MENU_WIDTH = "sidebarWidth"
const EMBEDDED = ["embed", "embed_options"] // what is embedded has a theme and margins of its own
const PATIENCE_MS = 1000
export const AWAY =
  "The dashboard’s server does not answer. What you see stays; the page connects again by itself."

/** @returns {HTMLAnchorElement[]} the links of the menu, where it is in view */
export function menuLinks() {
  return /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll(MENU_LINK)])
}

/**
 * A query string that comes or goes is no step of the browser's history, unless it is ours:
 * another page, a choice of the reader, a panel. Once the reader has gone from page to page,
 * another path is Streamlit's word of a run that began before the last step: the URL stays.
 * @param {History} target
 * @param {() => string} here the URL shown
 * @param {() => boolean} isLed whether the reader has gone to another page
 */
export function countOwnSteps(target, here, isLed) {
  const push = target.pushState.bind(target)
  target.pushState = (state, unused, url) => {
    const own = state?.vmPage || state?.vmChoice || state?.vmPanel
    if (own || url === null || url === undefined) return push(state, unused, url)
    if (samePath(String(url), here())) {
      return target.replaceState({ ...target.state, ...state }, unused, url)
    }
    if (!isLed()) push(state, unused, url)
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

// ---- the URL says the page and the choice; Streamlit is told by a step of the history

let telling = false
let led = false // whether the reader has gone to another page, by a link or through the history

/** Have Streamlit run the page that the URL names, with all that it says. */
export function tellStreamlit() {
  telling = true
  dispatchEvent(new PopStateEvent("popstate", { state: null }))
  telling = false
}

/** @param {() => void} act called when the reader goes Back or Forward */
export function onHistory(act) {
  addEventListener("popstate", () => telling || act())
}

/**
 * Another page is one step, and takes the dataset and the filters along.
 * @param {string} path
 */
function goTo(path) {
  const url = urlOf(path)
  led = true
  if (url !== location.pathname + location.search) history.pushState({ vmPage: true }, "", url)
  tellStreamlit()
  foldMenu()
}

// On a narrow screen the menu lies over the page.
function foldMenu() {
  if (!matchMedia("(max-width: 48rem)").matches) return
  const fold = document.querySelector("[data-testid=stSidebarCollapseButton] button")
  if (fold instanceof HTMLElement) fold.click()
}

/**
 * What the server chooses for a reader (a dataset just loaded) reaches the URL when its run has
 * ended. A page asked for before would be drawn with what was chosen before: so a click that leaves
 * the page waits for that run.
 * @param {Element} app
 */
function leadToPages(app) {
  let clickedAt = 0 // when something was asked of the server that it has not answered, or 0
  let running = false
  /** @type {string | undefined} */
  let held
  const click = (/** @type {MouseEvent} */ event) => {
    if (event.target instanceof Element && event.target.closest(ASKING)) clickedAt = Date.now()
    const link = linkAt(event)
    if (!link || isForAnotherWindow(event)) return
    if (app.getAttribute(CONNECTION) !== CONNECTED) return // the page stays with its URL
    event.preventDefault()
    event.stopImmediatePropagation()
    if (!clickedAt || (!running && Date.now() - clickedAt > NO_RUN_MS)) return goTo(pathOf(link))
    held = pathOf(link)
    if (!running) setTimeout(() => !running && go(), NO_RUN_MS)
  }
  const go = () => {
    const path = held
    clickedAt = 0
    held = undefined
    if (path !== undefined) goTo(path)
  }
  const look = () => {
    const before = running
    running = app.getAttribute(RUN) !== IDLE
    if (before && !running) requestAnimationFrame(() => setTimeout(() => !running && go()))
  }
  document.addEventListener("click", click, true)
  new MutationObserver(look).observe(app, { attributes: true, attributeFilter: [RUN] })
}

/**
 * Streamlit's links lead to pages without the dataset and the filters, and to none in another
 * window. Until the component mends the page, one that is pressed loads its page whole.
 */
export function carryChoice() {
  document.addEventListener("pointerdown", carryFrom, true)
  document.addEventListener("click", (event) => {
    const link = linkAt(event)
    if (!link || (watched && !isForAnotherWindow(event))) return
    event.stopImmediatePropagation()
    if (isForAnotherWindow(event)) return carryFrom(event) // the browser opens it
    event.preventDefault()
    location.assign(urlOf(pathOf(link)))
  }, true)
}

/** @param {MouseEvent} event on a link of Streamlit's: the logo may have no address */
function carryFrom(event) {
  const link = linkAt(event)
  if (link instanceof HTMLAnchorElement && link.getAttribute("href")) carryAlong(link)
}

/** @param {HTMLAnchorElement} link to a page, which is to lead there with what is chosen */
export function carryAlong(link) {
  link.search = queryKept(location.search)
}

/**
 * @param {string} path of a page
 * @returns {string} its URL with the dataset and the filters
 */
function urlOf(path) {
  const query = queryKept(location.search)
  return path + (query && `?${query}`)
}

/**
 * @param {MouseEvent} event
 * @returns {Element | null} the link to another page that it is on
 */
function linkAt({ target }) {
  return target instanceof Element ? target.closest(LEAVING) : null
}

/**
 * @param {MouseEvent} event a click
 * @returns {boolean}
 */
export function isForAnotherWindow({ ctrlKey, metaKey, shiftKey }) {
  return ctrlKey || metaKey || shiftKey
}

/**
 * @param {Element} link to a page; the logo, or one without an address, leads home
 * @returns {string}
 */
function pathOf(link) {
  return link instanceof HTMLAnchorElement && link.getAttribute("href")
    ? link.pathname
    : new URL(".", location.href).pathname
}

let watched = false

/** Mend the page around ours, once a page load. */
export function watchStreamlit() {
  if (watched) return
  watched = true
  const app = document.querySelector(APP)
  if (app) leadToPages(app)
  onHistory(() => (led = true))
  countOwnSteps(history, () => location.href, () => led)
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
    const connected = app.getAttribute(CONNECTION) === CONNECTED
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

// ---- what is shown before Streamlit runs

/**
 * @param {Record<string, string>} kept in the browser
 * @param {string} query of the page's URL
 * @returns {boolean} whether the page has the theme of its settings and the usual width
 */
export function isAsConfigured(kept, query) {
  const parameters = new URLSearchParams(query)
  return !EMBEDDED.some((name) => parameters.has(name)) &&
    Object.entries(kept).every(([name, value]) =>
      name !== MENU_WIDTH && (!THEME.test(name) || value === SYSTEM_THEME)
    )
}

/** @returns {boolean} whether Streamlit has put a component on its page */
export function hasComponents() {
  return document.querySelector(`${MAIN} ${COMPONENT}`) !== null
}

/** @returns {boolean} whether Streamlit is connected and no run of the page goes on */
export function hasRun() {
  return document.querySelector(`${APP}[${CONNECTION}=${CONNECTED}][${RUN}=${IDLE}]`) !== null
}

/** @returns {boolean} whether the page shows a notice or an error */
export function hasAlert() {
  return document.querySelector(`${MAIN} ${ALERT}`) !== null
}

/** @param {number} top */
export function scrollPage(top) {
  document.querySelector(MAIN)?.scrollTo(0, top)
}
