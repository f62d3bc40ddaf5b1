// Command pulumi-resource-kubernetes is Pulumi's own Kubernetes provider. Upstream's main package embeds files that only its
// release process makes, so a module of it cannot be built; this one embeds what the build step makes of the module's.
package main

import (
	_ "embed"

	"github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/provider"
)

//go:embed schema.json
var schema []byte

//go:embed terraform-mapping.json
var terraformMapping []byte

// Set by the linker.
var version string

func main() {
	provider.Serve("kubernetes", version, schema, terraformMapping)
}
