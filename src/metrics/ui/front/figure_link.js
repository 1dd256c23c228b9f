// The link to a figure: the page of sources, the dataset in view and the figure's id.

/**
 * @param {string} figure
 * @param {string} query that of the page in view
 * @returns {string} the query of the figure's link
 */
export function figureQuery(figure, query = location.search) {
  const dataset = new URLSearchParams(query).get("dataset")
  return `?${new URLSearchParams({ ...(dataset && { dataset }), figure })}`
}

/**
 * @param {string} figure
 * @param {string} url that of the page in view
 */
export function figureLink(figure, url = location.href) {
  const { search } = new URL(url)
  return new URL(`sources${figureQuery(figure, search)}`, new URL(".", url)).href
}
