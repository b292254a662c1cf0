// Working days: npm run calendar -- import|check|list
import { runCalendar } from "./calendar/commands.ts";
import { terminalOf } from "./terminal.ts";

process.exitCode = await runCalendar(process.argv.slice(2), terminalOf(process));
