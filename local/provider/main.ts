import { serve } from "../../plugins/protocol/serve";
import { labProvider } from "./labProvider";

void serve(labProvider);
