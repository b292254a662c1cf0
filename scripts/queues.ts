// Dead letters: npm run queues -- list|show|redrive|park
import { runQueues } from "./queues/commands.ts";
import { terminalOf } from "./terminal.ts";

process.exitCode = await runQueues(process.argv.slice(2), terminalOf(process));
