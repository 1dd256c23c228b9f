// Files: images drawn here from the same figure as the chart, everything else asked of the server.
/** @import { CardContent, FilesOf, Jobs, Outcome, Plain } from "./types.d.ts" */
import { element } from "./dom.js"
import { loadImageFont, loadPlotly } from "./libraries.js"

const FONT = {
  family: "Metrics Sans",
  weights: "200 900",
  url: "./assets/font/SourceSans3[wght].ttf",
}

/** @typedef {Pick<CardContent, "data" | "files">} Drawable */

/**
 * @param {FilesOf} of
 * @param {string} name a topic, "all", a list or a figure
 * @param {string} form
 * @param {Record<string, string>} [more] further parts of its query
 * @param {string} [page] the URL of the page in view
 * @returns {URL} that of a file with the filters of a view
 */
export function fileUrl({ dataset, query }, name, form, more = {}, page = location.href) {
  const path = `export/${encodeURIComponent(dataset)}/${name}.${form}?${query}`
  const url = new URL(path, new URL(".", page))
  for (const [key, value] of Object.entries(more)) url.searchParams.set(key, value)
  return url
}

/**
 * @param {Drawable} card
 * @param {"png" | "svg"} form
 * @returns {Promise<string>} the chart as a file shows it: a data URL, with the font in it
 */
export function renderImage({ data, files }, form, size = "report", scale = 2) {
  return toImage(data, files[size], { format: form, scale: form === "png" ? scale : 1 })
}

/**
 * @param {Drawable} card
 * @param {"png" | "svg"} form
 * @returns {Promise<Blob>} the chart to be saved; an SVG gets its letters from the server
 */
export async function renderFile(card, form, size = "report", scale = 2) {
  if (form !== "svg") return blobOf(await renderImage(card, form, size, scale))
  const options = { format: "svg", scale: 1, imageDataOnly: true }
  const text = await toImage(card.data, card.files[size], options)
  return new Blob([text], { type: "image/svg+xml" })
}

/**
 * @param {Plain[]} data
 * @param {Plain} original
 * @param {Plain} options
 */
async function toImage(data, original, options) {
  const layout = structuredClone(original)
  const plotly = await loadPlotly()
  const inFont = await loadImageFont()
  const figure = { data: structuredClone(data), layout, config: { staticPlot: true } }
  const { width, height } = layout
  return inFont(FONT, (...args) => plotly.toImage(...args), figure, { width, height, ...options })
}

/** @param {string} url */
export async function blobOf(url) {
  return (await fetch(url)).blob()
}

/**
 * Ask the server for a file; what the browser has drawn goes with the question, by name.
 * @param {URL} from
 * @param {Record<string, Blob>} [images]
 * @param {AbortSignal} [signal]
 */
export async function requestFile(from, images = {}, signal) {
  const body = new FormData()
  for (const [name, blob] of Object.entries(images)) body.append(name, blob, name)
  const post = Object.keys(images).length > 0
  const answer = await fetch(from, post ? { method: "POST", body, signal } : { signal }).catch(
    (error) => {
      throw error.name === "AbortError" ? error : new Error("the server does not answer")
    },
  )
  if (!answer.ok) throw new Error(await answer.text())
  return { blob: await answer.blob(), name: nameIn(answer.headers.get("Content-Disposition")) }
}

/**
 * @param {string | null} disposition the header of a file
 * @returns {string} the name in it
 */
export function nameIn(disposition) {
  return decodeURIComponent(disposition?.match(/filename\*=UTF-8''([^;]+)/)?.[1] ?? "download")
}

/**
 * Every image of these cards, one after the other.
 * @param {CardContent[]} cards
 * @param {(done: number, of: number, words: string) => void} step called before each
 */
export async function renderAll(cards, step) {
  const forms = /** @type {const} */ (["png", "svg"])
  const files = cards
    .filter((card) => !card.empty)
    .flatMap((card) => forms.map((form) => ({ card, form, name: `${card.filename}.${form}` })))
  /** @type {Record<string, Blob>} */
  const images = {}
  for (const [done, { card, form, name }] of files.entries()) {
    step(done, files.length + 1, `Drawing ${name}`)
    images[name] = await renderFile(card, form)
  }
  step(files.length, files.length + 1, "Packing")
  return images
}

/**
 * Hand a whole file to the browser. Nothing is saved before all is here.
 * @param {Jobs} jobs whose earlier file is let go
 * @param {{ blob: Blob, name: string }} file
 * @returns {Outcome} words that say so, with a link for a browser that did not save it
 */
export function saveFile(jobs, { blob, name }) {
  if (jobs.blobUrl) URL.revokeObjectURL(jobs.blobUrl)
  const href = jobs.blobUrl = URL.createObjectURL(blob)
  const link = element("a", { href, download: name })
  document.body.append(link)
  link.click()
  link.remove()
  // A page made here keeps the policy of this one, under which the scripts of a report do not run.
  const page = name.endsWith(".html")
  /** @type {Record<string, string>} */
  const more = page ? { download: name } : { target: "_blank", rel: "noopener" }
  const again = element("a", { href, ...more }, page ? "save it here" : "open it here")
  return [`${name} is made. If your browser did not save it, `, again, "."]
}
