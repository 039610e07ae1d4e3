// What stands under every map: source, dates, borders, projection, the name of the page.
export function sourceLine(furniture, words) {
  return [
    furniture.source,
    `${furniture.data_date}.`,
    `${furniture.vintage}.`,
    `${furniture.projection}.`,
    `${words.page_id} ${furniture.page_id}`,
  ].join(" ");
}
