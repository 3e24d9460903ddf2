/** The office on Home: one line, however many programs it is over. */
import type { Services } from "../../platform/services.ts";
import { section } from "../../platform/slack/blocks.ts";
import { commandButton } from "../../platform/slack/commands.ts";
import type { Group } from "../../platform/slack/home.ts";
import { textsFor } from "../../platform/texts/language.ts";
import type { Visitor } from "../visitor.ts";
import { officeTexts } from "./texts.ts";
import { officeSize } from "./use-cases.ts";

/** No statement for a visitor with seats who never had one. */
export async function officeLine(services: Pick<Services, "db" | "clock">, visitor: Visitor): Promise<Group[]> {
  const size = visitor.mayHaveOffice ? await officeSize(services, visitor.person) : null;
  if (size === null) return [];
  const texts = textsFor(officeTexts, visitor.reader);
  return [[section(texts.home(size), commandButton(texts.portfolio, "portfolio"))]];
}
