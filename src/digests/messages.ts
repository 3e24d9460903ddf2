import { z } from "zod";
import { isDeactivated } from "../people/use-cases.ts";
import type { MessageKind } from "../delivery/kinds.ts";
import { digestMessages } from "./blocks.ts";
import { findEdition } from "./repository.ts";

const digestSubject = z.strictObject({ editionId: z.string(), part: z.number().int().min(0) });
type DigestSubject = z.infer<typeof digestSubject>;
