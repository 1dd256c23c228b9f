// The part of the download dialog for links to the view.
/** @import { Dialog } from "./types.d.ts" */
import { copyText } from "./clipboard.js"
import { controls, section } from "./download_parts.js"
import { button } from "./dom.js"

const HINT =
  "A frozen link names the version of the data, and says so when they have changed since."

/** @param {Dialog} dialog */
export function linkSection(dialog) {
  const { plain, bare, frozen } = linksOf(dialog.content().link)
  /**
   * @param {string} label
   * @param {string} link
   */
  const copy = (label, link) => button(label, {}, () => copyText(dialog.status, link))
  return section(
    "Link",
    HINT,
    controls(
      copy("Copy link", plain),
      copy("Copy link without filters", bare),
      copy("Copy frozen link", frozen),
    ),
  )
}

/**
 * @param {string} link that of the view, with its filters and the version of the data
 * @param {string} [page] the URL of the page in view
 * @returns the link without the version, without any query, and as it is
 */
export function linksOf(link, page = location.href) {
  const frozen = new URL(link, page)
  const plain = new URL(frozen)
  plain.searchParams.delete("version")
  return { plain: plain.href, bare: new URL(frozen.pathname, frozen).href, frozen: frozen.href }
}
