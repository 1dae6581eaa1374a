// Package secret seals what must be readable to the program and to nobody who
// reads the database or a backup of it: tokens of networks, secrets of hooks.
//
// Owns: the key, in a file of its own beside the data, or in the environment.
// Never: writes the key into the database, a backup or a log. Whoever restores
// without the key enters the secrets again.
package secret

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// FileName is the key's in the folder of the data.
const FileName = "secret.key"

const (
	keyLength = 32
	nameSize  = 4 // bytes by which a key is told from another
	version   = 1
)

// Key seals and opens. A nil Key does neither and says why.
type Key struct {
	aead cipher.AEAD
	name [nameSize]byte
}

var (
	badKey = i18n.Text{
		Hans: "密钥不对：要 32 个字节，用 base64 写。请检查 %s。",
		Hant: "金鑰不正確：須為 32 個位元組，以 base64 書寫。請檢查 %s。",
		En:   "The key is not right: 32 bytes are needed, written in base64. Check %s.",
	}
	noKey = i18n.Text{
		Hans: "这里没有密钥，存不了令牌之类的秘密。请在服务运行的数据文件夹里操作，或设好 HUOSHUI_SECRET_KEY。",
		Hant: "這裡沒有金鑰，無法儲存權杖之類的秘密。請在服務執行的資料夾中操作，或設定 HUOSHUI_SECRET_KEY。",
		En:   "There is no key here, so secrets such as tokens cannot be kept. Work in the data folder of the service, or set HUOSHUI_SECRET_KEY.",
	}
	lost = i18n.Text{
		Hans: "保存的秘密打不开：现在的密钥不是当初的那一把（比如从备份恢复时没有带上 secret.key）。请把它的秘密重新填一次。",
		Hant: "儲存的秘密無法開啟：目前的金鑰不是當初的那一把（例如從備份還原時沒有帶上 secret.key）。請重新填寫它的秘密。",
		En:   "The stored secret cannot be opened: the key is not the one it was sealed with (say, a backup was restored without secret.key). Its secret must be entered again.",
	}
	cannotKeep = i18n.Text{
		Hans: "密钥文件 %s 读不了或写不了。请检查权限和剩余空间。",
		Hant: "金鑰檔案 %s 無法讀取或寫入。請檢查權限與剩餘空間。",
		En:   "The key file %s cannot be read or written. Check permissions and free space.",
	}
	looseKey = i18n.Text{
		Hans: "密钥文件 %s 别的用户也能读。请把权限改成只有自己能读（chmod 600），再启动。",
		Hant: "金鑰檔案 %s 其他使用者也能讀取。請將權限改成只有自己能讀取（chmod 600），再啟動。",
		En:   "Other users may read the key file %s. Let only its owner read it (chmod 600) and start again.",
	}
)

// Parse reads a key written in base64. from says where it stood, for people.
func Parse(text, from string) (*Key, error) {
	text = strings.TrimSpace(text)
	raw, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		raw, err = base64.RawURLEncoding.DecodeString(strings.TrimRight(text, "="))
	}
	if err != nil || len(raw) != keyLength {
		return nil, fault.New(fault.Invalid, badKey.With(from))
	}
	return newKey(raw)
}

func newKey(raw []byte) (*Key, error) {
	block, err := aes.NewCipher(raw)
	if err != nil {
		return nil, fmt.Errorf("use the key: %w", err)
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, fmt.Errorf("use the key: %w", err)
	}
	sum := sha256.Sum256(append([]byte("huoshui key name"), raw...))
	return &Key{aead: aead, name: [nameSize]byte(sum[:nameSize])}, nil
}

// Keep returns the key in a folder, and makes one where there is none yet.
func Keep(folder string) (*Key, error) {
	path := filepath.Join(folder, FileName)
	key, err := read(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return key, err
	}
	if err := write(folder, path); err != nil {
		return nil, fault.Because(err, fault.Unavailable, cannotKeep.With(path))
	}
	return read(path)
}

func read(path string) (*Key, error) {
	at, err := os.Stat(path)
	if err == nil && at.Mode().Perm()&0o077 != 0 && os.PathSeparator == '/' {
		return nil, fault.New(fault.Forbidden, looseKey.With(path))
	}
	var text []byte
	if err == nil {
		text, err = os.ReadFile(path)
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, err
	case err != nil:
		return nil, fault.Because(err, fault.Unavailable, cannotKeep.With(path))
	}
	return Parse(string(text), path)
}

// write makes a key and puts it in its place whole: of two processes that do so
// at the same moment one is first, and both use what it wrote.
func write(folder, path string) error {
	raw := make([]byte, keyLength)
	if _, err := rand.Read(raw); err != nil {
		return err
	}
	f, err := os.CreateTemp(folder, ".secret-*") // of mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) //nolint:errcheck // it is in its place under another name, or of no use
	_, err = f.WriteString(base64.StdEncoding.EncodeToString(raw) + "\n")
	if err == nil {
		err = f.Sync()
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	if err := os.Link(f.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil
}

// Seal makes text unreadable to whoever has no key. It can be opened only for
// what it is bound to: moved to another row it does not open.
func (k *Key) Seal(text []byte, bound string) ([]byte, error) {
	if k == nil {
		return nil, fault.New(fault.Unavailable, noKey.With())
	}
	out := append([]byte{version}, k.name[:]...)
	nonce := make([]byte, k.aead.NonceSize())
	if _, err := rand.Read(nonce); err != nil {
		return nil, fmt.Errorf("seal a secret: %w", err)
	}
	out = append(out, nonce...)
	return k.aead.Seal(out, nonce, text, []byte(bound)), nil
}

// ErrLost is that a secret was sealed with another key, or is damaged.
var ErrLost = errors.New("the secret cannot be opened with this key")

// Open returns what was sealed for the same binding. It fails with Conflict,
// wrapping ErrLost, where the key is another one.
func (k *Key) Open(sealed []byte, bound string) ([]byte, error) {
	if k == nil {
		return nil, fault.New(fault.Unavailable, noKey.With())
	}
	head := 1 + nameSize + k.aead.NonceSize()
	if len(sealed) < head || sealed[0] != version || [nameSize]byte(sealed[1:1+nameSize]) != k.name {
		return nil, fault.Because(ErrLost, fault.Conflict, lost.With())
	}
	text, err := k.aead.Open(nil, sealed[1+nameSize:head], sealed[head:], []byte(bound))
	if err != nil {
		return nil, fault.Because(ErrLost, fault.Conflict, lost.With())
	}
	return text, nil
}
