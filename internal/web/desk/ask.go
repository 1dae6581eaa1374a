package desk

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"time"
)

// patient is how long a running program may take to answer before it is asked again.
const patient = 3 * time.Second

// Ask asks the program that is served at port for a way in, and returns its
// address. It fails where nobody answers who knows the secret.
func Ask(ctx context.Context, port int, secret string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, patient)
	defer cancel()
	nonce := rand.Text()
	body, err := json.Marshal(asked{nonce, proof(secret, "ask", nonce)})
	if err != nil {
		return "", err
	}
	base := "http://" + net.JoinHostPort("127.0.0.1", strconv.Itoa(port))
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, base+askPath, bytes.NewReader(body))
	if err != nil {
		return "", err
	}
	direct := &http.Transport{DisableKeepAlives: true} // no proxy: it is this computer
	client := &http.Client{Transport: direct, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(req)
	if err != nil {
		return "", fmt.Errorf("ask the program that runs: %w", err)
	}
	defer res.Body.Close() //nolint:errcheck // it was read
	var t told
	if err := json.NewDecoder(io.LimitReader(res.Body, 1<<10)).Decode(&t); err != nil {
		return "", fmt.Errorf("ask the program that runs: %s: %w", res.Status, err)
	}
	if t.Token == "" || !hmac.Equal([]byte(t.Proof), []byte(proof(secret, "tell", nonce, t.Token))) {
		return "", errors.New("ask the program that runs: somebody else answers there")
	}
	return base + "/open/" + t.Token, nil
}
