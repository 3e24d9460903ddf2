/** Pages of programs: sections with versions, approved by somebody other than their authors, shared; what about is their kind's. */
import { defineCapability } from "../app/capability.ts";
import { registered } from "../delivery/message-kind.ts";
import type { Person } from "../people/people.ts";
import { listenToPages } from "./listeners.ts";
import { pageNoteKind, pageSharedKind } from "./messages.ts";
import { pageFileKind, pagePdfKind } from "./page-pdf.ts";

export const pages = defineCapability<Person, unknown>({
  name: "pages",
  messages: [registered(pageNoteKind), registered(pageSharedKind), registered(pagePdfKind), registered(pageFileKind)],
  screens({ listening, services }) {
    listenToPages(listening, services);
  },
});
