// Package status says by which HTTP status a kind of fault is answered, the same
// on pages and in the API.
package status

import (
	"net/http"

	"github.com/huoshui/huoshui/internal/base/fault"
)

// Of is the status for a kind of fault.
func Of(k fault.Kind) int {
	switch k {
	case fault.Invalid:
		return http.StatusUnprocessableEntity
	case fault.NotFound:
		return http.StatusNotFound
	case fault.Conflict:
		return http.StatusConflict
	case fault.Forbidden:
		return http.StatusForbidden
	case fault.Unavailable:
		return http.StatusServiceUnavailable
	case fault.Limited:
		return http.StatusTooManyRequests
	case fault.Unknown:
		return http.StatusUnauthorized
	}
	return http.StatusInternalServerError
}
