import type { Language } from "../../platform/texts/language.ts";

const en = {
  open: "What is kept about me…",
  openAmongMyData: "Privacy notice…",
  title: "What is kept about me",
  close: "Close",
};

export const noticeTexts: Record<Language, typeof en> = {
  en,
  fr: {
    open: "Ce qui est conservé sur moi…",
    openAmongMyData: "Notice d’information…",
    title: "Ce qui est conservé",
    close: "Fermer",
  },
};
