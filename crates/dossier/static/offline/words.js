// Words as a search looks at them.

/** Without accents and capitals, as the search of the system folds. */
export const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll(/[đĐ]/g, "d").toLowerCase();
