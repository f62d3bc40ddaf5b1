import { serve } from "./protocol/serve";
import { labProvider } from "./labProvider";

void serve(labProvider);
