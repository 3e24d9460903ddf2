/** What the page says before it knows who is in front of it; then it speaks the language of that person (client/words.ts). */

const en = {
  title: "Drumbeat sandbox",
  needsJavaScript: "This page is a small program: it needs JavaScript.",
};

const fr: typeof en = {
  title: "Bac à sable Drumbeat",
  needsJavaScript: "Cette page est un petit programme\u00a0: il lui faut JavaScript.",
};

export const pageTexts = { en, fr };
