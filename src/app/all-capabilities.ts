/** All capabilities with the weekly message, which is above them: it has what Home lists. And the messages of all. */

import { addressBook } from "../calendars/availability.ts";
import { messageKinds } from "../delivery/bundle.ts";
import type { Kinds } from "../delivery/message-kind.ts";
import type { Services } from "../platform/services.ts";
import { capabilities } from "./capabilities.ts";
import { weeklyMessage } from "./weekly-message.ts";

export const allCapabilities = [...capabilities, weeklyMessage];

export function kindsToSend(services: Pick<Services, "db" | "clock" | "ids">): Kinds {
  const messages = allCapabilities.flatMap((each) => each.messages ?? []);
  return messageKinds(services, addressBook, messages);
}
